package io.meshclient.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.outcome.StopReason;
import io.meshclient.servers.Nginx.Seen;
import io.meshclient.testing.LeakRule;
import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** HTTP/2 over TLS with a server that says GOAWAY every few requests. */
@Timeout(60)
@NeedsServer(RealServer.NGINX)
final class NginxHttp2IT {

    private static final HeldCertificate CERTIFICATE = new HeldCertificate.Builder()
            .commonName("orders")
            .addSubjectAlternativeName("orders")
            .build();

    private static final int CALLERS = 8;
    private static final int CALLS = 600;
    private static final Site GOES_AWAY = Site.ITEMS.with("keepalive_requests 100;");

    @Order(1)
    @RegisterExtension
    final RealServers servers = new RealServers();

    @Order(2)
    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private Orders orders(Nginx... nginx) {
        HandshakeCertificates trust = new HandshakeCertificates.Builder()
                .addTrustedCertificate(CERTIFICATE.certificate())
                .build();
        OkHttpClient plain = new OkHttpClient.Builder()
                .sslSocketFactory(trust.sslSocketFactory(), trust.trustManager())
                .build();
        return new Orders(
                leaks, plain, orders -> orders.connectTimeout(Duration.ofSeconds(10)), Orders.endpoints(nginx));
    }

    @Test
    void isSpokenUnderTheLogicalName() throws Exception {
        Nginx nginx = servers.nginx(Site.ITEMS.overTls(CERTIFICATE));
        Orders.Answer answer = orders(nginx).call(Orders.secure(Orders.get("/items/7")));
        assertThat(answer.body()).isEqualTo(Site.BODY);
        assertThat(answer.response().protocol()).isEqualTo(Protocol.HTTP_2);
        await().untilAsserted(() -> assertThat(nginx.seen().get(0).protocol()).isEqualTo("HTTP/2.0"));
    }

    @Test
    void goAwayEveryHundredRequestsLosesNothing() throws Exception {
        Nginx nginx = servers.nginx(GOES_AWAY.overTls(CERTIFICATE));
        Traffic traffic = Traffic.of(
                CALLERS, CALLS, orders(nginx).client(), number -> Orders.secure(Orders.get("/items/" + number)));
        traffic.lostNothing();
        assertThat(nginx.connections()).isGreaterThanOrEqualTo(CALLS / 100);
    }

    /** One GOAWAY turns away every stream that crosses it, which is no row of failures of a server that is well. */
    @Test
    void goAwayIsNotHeldAgainstAServer() throws Exception {
        Nginx[] two = {servers.nginx(GOES_AWAY.overTls(CERTIFICATE)), servers.nginx(GOES_AWAY.overTls(CERTIFICATE))};
        Orders orders = orders(two);
        Traffic traffic =
                Traffic.of(16, 2 * CALLS, orders.client(), number -> Orders.secure(Orders.get("/items/" + number)));
        traffic.lostNothing();
        assertThat(traffic.failures()).as("GOAWAY was felt").contains("refused-stream");
        assertThat(two)
                .allSatisfy(nginx ->
                        assertThat(orders.endpoint(nginx.endpoint()).state()).isEqualTo("available"));
    }

    /**
     * A POST that GOAWAY turned away is sent again, and none is processed twice, by nginx's own count. If the connection is
     * lost instead, nothing proves that the POST was not processed, and the caller is told.
     */
    @Test
    void aPostIsProcessedAtMostOnce() throws Exception {
        Nginx nginx = servers.nginx(GOES_AWAY.overTls(CERTIFICATE));
        Traffic traffic = Traffic.of(
                CALLERS, CALLS, orders(nginx).client(), number -> Orders.secure(Orders.post("/items/" + number)));
        assertThat(traffic.failures()).as("GOAWAY was felt").contains("refused-stream");
        assertThat(traffic.lost()).allMatch(lost -> lost.contains(StopReason.NOT_REPLAYABLE.sentence()));
        int answered = CALLS - traffic.lost().size();
        await().untilAsserted(() -> assertThat(nginx.seen().stream().map(Seen::path))
                .doesNotHaveDuplicates()
                .hasSizeBetween(answered, CALLS));
    }

    @Test
    void reloadsLoseNothing() throws Exception {
        Nginx nginx = servers.nginx(Site.ITEMS.overTls(CERTIFICATE));
        Orders orders = orders(nginx);
        Traffic traffic = Traffic.during(
                () -> {
                    for (int i = 0; i < 5; i++) {
                        Traffic.pass(Duration.ofMillis(300));
                        nginx.reload();
                    }
                    Traffic.pass(Duration.ofMillis(300));
                },
                200,
                orders.client(),
                number -> Orders.secure(Orders.get("/items/" + number)));
        traffic.lostNothing();
        assertThat(nginx.connections()).isGreaterThan(3);
    }
}

package io.meshclient.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.policy.ConnectionBuilder;
import io.meshclient.testing.LeakRule;
import io.meshclient.testing.SilentProxy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** HTTP/2 over TLS with a real server, behind a proxy that becomes a black hole. */
@Timeout(60)
@NeedsServer(RealServer.NGINX)
final class NginxSilentIT {

    private static final HeldCertificate CERTIFICATE = new HeldCertificate.Builder()
            .commonName("orders")
            .addSubjectAlternativeName("orders")
            .build();

    @Order(1)
    @RegisterExtension
    final RealServers servers = new RealServers();

    @Order(2)
    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private SilentProxy beforeNginx() {
        return leaks.closing(
                new SilentProxy(servers.nginx(Site.ITEMS.overTls(CERTIFICATE)).endpoint()));
    }

    private Orders orders(SilentProxy proxy, Consumer<ConnectionBuilder> connection) {
        HandshakeCertificates trust = new HandshakeCertificates.Builder()
                .addTrustedCertificate(CERTIFICATE.certificate())
                .build();
        OkHttpClient plain = new OkHttpClient.Builder()
                .sslSocketFactory(trust.sslSocketFactory(), trust.trustManager())
                .build();
        return new Orders(
                leaks,
                plain,
                orders -> orders.connection(connection)
                        .callTimeout(Duration.ofMillis(700))
                        .retry(retry -> retry.enabled(false)),
                List.of(proxy.endpoint()));
    }

    private static boolean succeeds(Orders orders) {
        try {
            return orders.call(Orders.secure(Orders.get("/items/7"))).code() == 200;
        } catch (IOException timeout) {
            return false;
        }
    }

    @Test
    void newCallsLeaveADeadConnectionAfterAPing() {
        SilentProxy proxy = beforeNginx();
        Orders orders = orders(
                proxy,
                c -> c.pingInterval(Duration.ofSeconds(2))
                        .pingTimeout(Duration.ofMillis(300))
                        .maxTimeouts(0));
        await().until(() -> succeeds(orders));
        int before = proxy.accepted();
        proxy.swallow();
        await().atMost(Duration.ofSeconds(10)).until(() -> succeeds(orders));
        assertThat(proxy.accepted()).isEqualTo(before + 1);
        await().untilAsserted(() -> assertThat(proxy.open()).isOne());
    }

    @Test
    void newCallsLeaveADeadConnectionAfterTimeouts() {
        SilentProxy proxy = beforeNginx();
        Orders orders = orders(proxy, c -> c.pingInterval(Duration.ZERO).maxTimeouts(2));
        await().until(() -> succeeds(orders));
        int before = proxy.accepted();
        proxy.swallow();
        assertThat(succeeds(orders)).isFalse();
        assertThat(succeeds(orders)).isFalse();
        await().atMost(Duration.ofSeconds(5)).until(() -> succeeds(orders));
        assertThat(proxy.accepted()).isEqualTo(before + 1);
        await().untilAsserted(() -> assertThat(proxy.open()).isOne());
    }

    @Test
    void nginxBearsPings() {
        SilentProxy proxy = beforeNginx();
        Orders orders = orders(proxy, c -> c.pingInterval(Duration.ofMillis(250)));
        await().until(() -> succeeds(orders));
        int connections = proxy.accepted();
        Traffic.pass(Duration.ofSeconds(5));
        assertThat(proxy.open()).isOne();
        assertThat(succeeds(orders)).isTrue();
        assertThat(proxy.accepted()).isEqualTo(connections);
    }
}

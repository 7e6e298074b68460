package io.meshclient.servers;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.meshclient.outcome.MeshException;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.StopReason;
import io.meshclient.servers.Nginx.Seen;
import io.meshclient.servers.Orders.Answer;
import io.meshclient.testing.LeakRule;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** nginx ends connections, by number of requests or by age: nobody notices. */
@Timeout(60)
@NeedsServer(RealServer.NGINX)
final class NginxConnectionsIT {

    private static final Site SHORT_LIVED =
            Site.ITEMS.with("keepalive_timeout 300ms; location = /status { access_log off; stub_status; }");

    @Order(1)
    @RegisterExtension
    final RealServers servers = new RealServers();

    @Order(2)
    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void closedAfterSomeRequests(int requests) throws IOException {
        Nginx nginx = servers.nginx(Site.ITEMS.with("keepalive_requests " + requests + ";"));
        Orders orders = new Orders(leaks, nginx);
        for (int i = 0; i < 15; i++) {
            assertAnsweredAtOnce(orders.call(Orders.get("/items/" + i)));
            assertAnsweredAtOnce(orders.call(Orders.post("/items/" + i)));
        }
        await().untilAsserted(() -> assertThat(nginx.seen()).hasSize(30));
        assertThat(nginx.connections()).isEqualTo(30 / requests);
    }

    private static void assertAnsweredAtOnce(Answer answer) {
        assertThat(answer.body()).isEqualTo(Site.BODY);
        assertThat(answer.kinds()).containsExactly(OutcomeKind.RESPONSE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "POST with an Idempotency-Key"})
    void closedWhileItWasIdle(String kind) throws Exception {
        Nginx nginx = servers.nginx(SHORT_LIVED);
        Orders orders = deadConnection(nginx);
        Answer answer = orders.call(request(kind));
        assertThat(answer.body()).isEqualTo(Site.BODY);
        assertThat(answer.kinds()).containsExactly(OutcomeKind.STALE_CONNECTION, OutcomeKind.RESPONSE);
        await().untilAsserted(
                        () -> assertThat(nginx.seen().stream().map(Seen::path)).containsExactly("/first", "/second"));
        assertThat(orders.endpoint(nginx.endpoint()).state()).isEqualTo("available");
    }

    private static Request request(String kind) {
        Request post = Orders.post("/second");
        return switch (kind) {
            case "GET" -> Orders.get("/second");
            case "PUT" -> post.newBuilder().put(requireNonNull(post.body())).build();
            default -> post.newBuilder().header("Idempotency-Key", "7").build();
        };
    }

    /** Nothing tells a server that closed before the request from one that closed instead of an answer. */
    @Test
    void aPostIsNotGuessedToBeUnprocessed() throws Exception {
        Nginx nginx = servers.nginx(SHORT_LIVED);
        Orders orders = deadConnection(nginx);
        MeshException failure = catchThrowableOfType(MeshException.class, () -> orders.call(Orders.post("/second")));
        assertThat(failure.report().stop()).isEqualTo(StopReason.NOT_REPLAYABLE);
        assertThat(failure.report().attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.outcome().kind()).isEqualTo(OutcomeKind.STALE_CONNECTION));
        assertThat(orders.call(Orders.post("/third")).body()).isEqualTo(Site.BODY);
    }

    /** Has one connection in its pool, which nginx has closed; retries are off, so what is made good is made good once. */
    private Orders deadConnection(Nginx nginx) throws IOException {
        Orders orders =
                new Orders(leaks, new OkHttpClient(), o -> o.retry(r -> r.maxRetries(0)), List.of(nginx.endpoint()));
        orders.call(Orders.get("/first"));
        OkHttpClient other = leaks.client(new OkHttpClient());
        await().until(() -> activeConnections(other, nginx) == 1); // the one that asks
        return orders;
    }

    private static int activeConnections(OkHttpClient client, Nginx nginx) throws IOException {
        Request request = new Request.Builder()
                .url("http://" + nginx.endpoint() + "/status")
                .build();
        try (Response response = client.newCall(request).execute()) {
            String text = response.body().string();
            return Integer.parseInt(text.substring("Active connections: ".length(), text.indexOf('\n'))
                    .strip());
        }
    }

    /** Requests leave just when nginx closes the connection: some cross the end on the wire. */
    @Test
    void closedWhileTheNextRequestIsOnItsWay() throws Exception {
        Nginx nginx = servers.nginx(Site.ITEMS.with("keepalive_timeout 20ms;"));
        Orders orders = new Orders(leaks, nginx);
        Random random = new Random(1);
        int crossed = 0;
        long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        for (int i = 0; System.nanoTime() < end; i++) {
            Answer answer = orders.call(Orders.get("/items/" + i));
            assertThat(answer.body()).isEqualTo(Site.BODY);
            crossed += answer.report().retries();
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(16_000 + random.nextInt(5_000)));
        }
        assertThat(crossed).as("connections were closed").isPositive();
        assertThat(orders.endpoint(nginx.endpoint()).state()).isEqualTo("available");
    }
}

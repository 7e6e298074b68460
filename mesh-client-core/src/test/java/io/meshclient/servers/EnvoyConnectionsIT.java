package io.meshclient.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.testing.LeakRule;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Envoy ends connections, with {@code Connection: close} or GOAWAY, and drains: not one call is lost. */
@Timeout(60)
@NeedsServer(RealServer.ENVOY)
final class EnvoyConnectionsIT {

    @Order(1)
    @RegisterExtension
    final RealServers servers = new RealServers();

    @Order(2)
    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private Orders orders(Protocol protocol, String... endpoints) {
        OkHttpClient plain =
                new OkHttpClient.Builder().protocols(List.of(protocol)).build();
        return new Orders(
                leaks,
                plain,
                service -> service.balancer("round-robin").connectTimeout(Duration.ofSeconds(10)),
                List.of(endpoints));
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "H2_PRIOR_KNOWLEDGE"})
    void connectionsThatServeFiftyRequestsOnly(Protocol protocol) throws Exception {
        int calls = 600;
        Envoy envoy = servers.envoy(new EnvoyConfig()
                .listener(
                        "items",
                        EnvoyConfig.ITEMS,
                        "common_http_protocol_options: { max_requests_per_connection: 50 },"));
        Orders orders = orders(protocol, envoy.endpoint("items"));
        assertThat(orders.call(Orders.get("/items/7")).response().protocol()).isEqualTo(protocol);
        Traffic.of(8, calls, orders.client(), number -> Orders.get("/items/" + number))
                .lostNothing();
        assertThat(envoy.counter("http.items.downstream_cx_total")).isGreaterThanOrEqualTo(calls / 50);
    }

    /** As a pod goes: callers are asked to leave, the port closes, the process ends; the other one takes over. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "H2_PRIOR_KNOWLEDGE"})
    void oneOfTwoDrains(Protocol protocol) throws Exception {
        EnvoyConfig config = new EnvoyConfig().drainingFor(1).listener("items", EnvoyConfig.ITEMS);
        Envoy leaving = servers.envoy(config);
        Envoy staying = servers.envoy(config);
        Orders orders = orders(protocol, leaving.endpoint("items"), staying.endpoint("items"));
        Traffic traffic = Traffic.during(
                () -> {
                    Traffic.pass(Duration.ofMillis(300));
                    leaving.drain();
                    await().until(() -> refuses(leaving.endpoint("items")));
                    Traffic.pass(Duration.ofMillis(300));
                    leaving.quit();
                    Traffic.pass(Duration.ofMillis(300));
                },
                200,
                orders.client(),
                number -> Orders.get("/items/" + number));
        traffic.lostNothing();
        assertThat(traffic.failures()).as("it was felt that one had gone").contains("connect-failure");
    }

    private static boolean refuses(String endpoint) throws IOException {
        int port = Integer.parseInt(endpoint.substring(endpoint.indexOf(':') + 1));
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
            return !socket.isConnected();
        } catch (ConnectException refused) {
            return true;
        }
    }
}

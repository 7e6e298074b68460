package io.meshclient.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.policy.TimeoutHeaders;
import io.meshclient.testing.LeakRule;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Envoy and the mesh mean the same by x-envoy-expected-rq-timeout-ms, whoever of them tells the other. */
@Timeout(60)
@NeedsServer(RealServer.ENVOY)
final class EnvoyDeadlineIT {

    /** Callers on this machine are no strangers: an Envoy at the edge takes the header away. */
    private static final String FRIENDS = "use_remote_address: true, internal_address_config: { cidr_ranges: ["
            + " { address_prefix: 127.0.0.0, prefix_len: 8 } ] },";

    private static final String BRIEF = "route: { cluster: upstream, timeout: 0.4s }";

    @Order(1)
    @RegisterExtension
    final RealServers servers = new RealServers();

    @Order(2)
    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private Orders orders(Envoy envoy) {
        return new Orders(
                leaks,
                new OkHttpClient(),
                service -> service.callTimeout(Duration.ofSeconds(50)).retry(retry -> retry.enabled(false)),
                List.of(envoy.endpoint("sidecar")));
    }

    private static Duration told(MockWebServer service) throws InterruptedException {
        RecordedRequest request = service.takeRequest(10, TimeUnit.SECONDS);
        return TimeoutHeaders.read(request.getHeaders()::get);
    }

    @Test
    void whatEnvoyTellsIsReadAsItIsMeant() throws Exception {
        MockWebServer service = leaks.server();
        service.enqueue(new MockResponse.Builder().body(Site.BODY).build());
        Envoy envoy = servers.envoy(new EnvoyConfig()
                .upstream(service.getPort())
                .listener("sidecar", EnvoyConfig.route("{ prefix: / }", "route: { cluster: upstream, timeout: 5s }")));
        assertThat(orders(envoy).call(Orders.get("/items/7")).code()).isEqualTo(200);
        assertThat(told(service)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void whatTheMeshTellsIsHowLongEnvoyWaits() throws Exception {
        MockWebServer service = leaks.server();
        service.enqueue(new MockResponse.Builder()
                .headersDelay(1_500, TimeUnit.MILLISECONDS)
                .body(Site.BODY)
                .build());
        Envoy envoy = servers.envoy(new EnvoyConfig()
                .upstream(service.getPort())
                .listener(
                        "sidecar",
                        EnvoyConfig.route("{ prefix: / }", BRIEF),
                        FRIENDS,
                        ", respect_expected_rq_timeout: true"));
        assertThat(orders(envoy).call(Orders.get("/items/7")).code())
                .as("its own 0.4 s do not count")
                .isEqualTo(200);
        assertThat(told(service)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(50));
    }
}

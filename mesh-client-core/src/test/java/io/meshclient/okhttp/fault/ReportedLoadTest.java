package io.meshclient.okhttp.fault;

import static io.meshclient.okhttp.fault.Scene.call;
import static io.meshclient.okhttp.fault.Scene.endpoints;
import static io.meshclient.okhttp.fault.Scene.get;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.ReportedLoad;
import io.meshclient.testing.LeakRule;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Servers say how busy they are with their responses, and calls follow. */
@Timeout(40)
final class ReportedLoadTest {

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final Scene scene = new Scene(leaks);

    private WireServer reporting(String... headers) {
        StringBuilder response = new StringBuilder("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n");
        for (String header : headers) {
            response.append(header).append("\r\n");
        }
        return scene.server().usually(WireServer.raw(response + "\r\nok"));
    }

    @Test
    void orcaFollowsWhatServersCouldServe() throws IOException {
        WireServer idle = reporting("endpoint-load-metrics: TEXT cpu_utilization=0.1,rps_fractional=100");
        WireServer busy = reporting("endpoint-load-metrics: JSON {\"cpu_utilization\":0.9,\"rps_fractional\":100}");
        OkHttpClient client = scene.client(
                endpoints(idle, busy),
                orders -> orders.balancer("orca")
                        .orca(orca -> orca.blackout(Duration.ZERO).updatePeriod(Duration.ofMillis(100))));
        call(client, get());
        call(client, get());
        await().untilAsserted(() -> {
            int before = idle.seen().size();
            for (int i = 0; i < 20; i++) {
                call(client, get());
            }
            assertThat(idle.seen().size() - before).as("nine of ten").isBetween(17, 19);
        });
        ReportedLoad load =
                requireNonNull(scene.orders().endpoint(busy.endpoint()).reportedLoad());
        assertThat(load.metrics()).isEqualTo(Map.of("cpu_utilization", 0.9, "rps_fractional", 100.0));
        assertThat(load.weight()).isBetween(111.0, 112.0);
    }

    @Test
    void prequalAvoidsTheHotAndReadsPlainHeaders() throws IOException {
        WireServer quick = reporting("x-mesh-in-flight: 1", "x-mesh-latency-ms: 2.5");
        WireServer slow = reporting("x-mesh-in-flight: 1", "x-mesh-latency-ms: 80");
        WireServer full = reporting("endpoint-load-metrics: named_metrics.in_flight=90,named_metrics.latency_ms=1");
        OkHttpClient client = scene.client(endpoints(quick, slow, full), orders -> orders.balancer("prequal"));
        for (int i = 0; i < 100; i++) {
            call(client, get());
        }
        assertThat(quick.seen().size()).isGreaterThan(60);
        assertThat(full.seen().size()).isLessThan(20);
        assertThat(requireNonNull(scene.orders().endpoint(quick.endpoint()).reportedLoad())
                        .metrics())
                .isEqualTo(Map.of("named_metrics.in_flight", 1.0, "named_metrics.latency_ms", 2.5));
    }

    @Test
    void nonsenseIsNoReport() throws IOException {
        WireServer a = reporting("endpoint-load-metrics: JSON {]", "x-mesh-in-flight: many");
        OkHttpClient client = scene.client(endpoints(a), orders -> orders.balancer("prequal"));
        assertThat(call(client, get()).code()).isEqualTo(200);
        assertThat(scene.orders().endpoint(a.endpoint()).reportedLoad()).isNull();
    }

    @Test
    void nobodyReadsWhatNobodyWants() throws IOException {
        WireServer a = reporting("x-mesh-in-flight: 1", "x-mesh-latency-ms: 2");
        OkHttpClient client = scene.client(endpoints(a), orders -> {});
        call(client, get());
        assertThat(scene.orders().endpoint(a.endpoint()).reportedLoad()).isNull();
    }
}

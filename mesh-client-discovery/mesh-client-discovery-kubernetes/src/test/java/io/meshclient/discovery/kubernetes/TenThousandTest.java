package io.meshclient.discovery.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.meshclient.endpoint.EndpointSet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a service with ten thousand endpoints costs; printed, for the page. */
class TenThousandTest {

    private static final int SLICES = 100;
    private static final int IN_A_SLICE = 100;
    private static final int ROUNDS = 30;

    private static byte[] page() {
        List<String> slices = new ArrayList<>();
        for (int slice = 0; slice < SLICES; slice++) {
            Json.Builder builder =
                    Json.of("orders-" + slice, "orders").port("http", 8080).port("metrics", 9090);
            for (int i = 0; i < IN_A_SLICE; i++) {
                String pod = "orders-" + slice + "-" + i;
                builder.endpoint(
                        "10." + slice + ".0." + i,
                        Map.of(
                                "conditions", "{\"ready\":true,\"serving\":true,\"terminating\":false}",
                                "nodeName", "\"node-" + i + "\"",
                                "zone", "\"eu-1" + (char) ('a' + i % 3) + "\"",
                                "targetRef",
                                        "{\"kind\":\"Pod\",\"namespace\":\"default\",\"name\":\"" + pod
                                                + "\",\"uid\":\"3b1d0d5e-0000-0000-" + pod + "\"}"));
            }
            slices.add(builder.build());
        }
        return ("{\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[" + String.join(",", slices) + "]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static EndpointSet read(byte[] page) throws IOException {
        List<Slice> slices = SlicePage.read(new ByteArrayInputStream(page)).slices();
        return ServiceEndpoints.of(Target.parse("orders"), AddressFamily.PREFER_IPV4, slices, "1");
    }

    @Test
    void tenThousandEndpointsAreReadAndPrinted() throws IOException {
        byte[] page = page();
        EndpointSet set = read(page);
        for (int i = 0; i < ROUNDS; i++) {
            set = read(page);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = threads.getCurrentThreadAllocatedBytes();
        long begun = System.nanoTime();
        for (int i = 0; i < ROUNDS; i++) {
            set = read(page);
        }
        long nanos = (System.nanoTime() - begun) / ROUNDS;
        long bytes = (threads.getCurrentThreadAllocatedBytes() - allocated) / ROUNDS;
        System.out.printf(
                "kubernetes: 10,000 endpoints in %d slices, %.1f MB: read in %.1f ms, %.1f MB allocated%n",
                SLICES, page.length / 1e6, nanos / 1e6, bytes / 1e6);

        assertThat(set.endpoints()).hasSize(SLICES * IN_A_SLICE);
        assertThat(page.length).isLessThan(KubernetesDiscovery.MAX_BYTES / 4);
    }
}

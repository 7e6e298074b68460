package io.meshclient.discovery.consul;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What an answer with ten thousand instances costs. Printed; only gross mistakes fail. */
class TenThousandTest {

    private static final int COUNT = 10_000;

    @Test
    void anAnswerOfTenThousandIsReadInOneGo() throws IOException {
        byte[] document = document();
        HealthReader reader = new HealthReader(InstanceMapping.of(Texts.settings(java.util.Map.of())));
        EndpointSet set = EndpointSet.EMPTY;
        long bytes = 0;
        long nanos = Long.MAX_VALUE;
        for (int round = 0; round < 10; round++) {
            long before = allocated();
            long begin = System.nanoTime();
            set = EndpointSet.of(
                    reader.read("orders", new ByteArrayInputStream(document)).endpoints());
            nanos = Math.min(nanos, System.nanoTime() - begin);
            bytes = allocated() - before;
        }
        System.out.printf(
                "%,d instances: %.1f MB of JSON, read in %.1f ms (best of 10), %.1f MB allocated%n",
                COUNT, document.length / 1e6, nanos / 1e6, bytes / 1e6);
        assertThat(set.endpoints()).hasSize(COUNT);
        assertThat(nanos).isLessThan(10_000_000_000L);
        assertThat(bytes).isLessThan(200_000_000L);
        assertThat(set.endpoints())
                .extracting(Endpoint::locality)
                .extracting(System::identityHashCode)
                .containsOnly(System.identityHashCode(set.endpoints().get(0).locality()));
    }

    private static byte[] document() {
        StringBuilder document = new StringBuilder("[");
        for (int i = 0; i < COUNT; i++) {
            String host = "10.0." + i / 250 + "." + (1 + i % 250);
            document.append(i == 0 ? "" : ",").append(instance(i, host));
        }
        return document.append("]").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** With the fields that 1.8.7 sends. */
    private static String instance(int number, String host) {
        String node = "\"Node\":\"node-" + number + "\"";
        String check = "{" + node + ",\"CheckID\":\"%s\",\"Name\":\"a check\",\"Status\":\"passing\",\"Notes\":\"\","
                + "\"Output\":\"HTTP GET http://" + host + ":8080/health: 200 OK Output: {\\\"status\\\":\\\"UP\\\"}\","
                + "\"ServiceID\":\"\",\"ServiceName\":\"\",\"ServiceTags\":[],\"Type\":\"\",\"Definition\":{},"
                + "\"CreateIndex\":6,\"ModifyIndex\":6}";
        return "{\"Node\":{\"ID\":\"8f1c2a30-0000-0000-0000-" + (100_000_000_000L + number) + "\"," + node
                + ",\"Address\":\""
                + host + "\",\"Datacenter\":\"dc1\",\"TaggedAddresses\":{\"lan\":\"" + host + "\",\"wan\":\"" + host
                + "\"},\"Meta\":{\"region\":\"eu\",\"zone\":\"eu-1\",\"consul-network-segment\":\"\"},\"CreateIndex\":6,"
                + "\"ModifyIndex\":8},\"Service\":{\"ID\":\"orders-" + number
                + "\",\"Service\":\"orders\",\"Tags\":[\"v2\"],"
                + "\"Address\":\"" + host + "\",\"TaggedAddresses\":{\"lan_ipv4\":{\"Address\":\"" + host
                + "\",\"Port\":8080}},\"Meta\":{\"version\":\"2.1.7\"},\"Port\":8080,\"Weights\":{\"Passing\":1,\"Warning\":1},"
                + "\"EnableTagOverride\":false,\"Proxy\":{\"MeshGateway\":{},\"Expose\":{}},\"Connect\":{},\"CreateIndex\":9,"
                + "\"ModifyIndex\":9},\"Checks\":[" + check.formatted("serfHealth") + ","
                + check.formatted("service:orders")
                + "]}";
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}

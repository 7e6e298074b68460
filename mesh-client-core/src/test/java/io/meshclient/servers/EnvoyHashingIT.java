package io.meshclient.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.Mesh;
import io.meshclient.balance.EnvoyTablesTest;
import io.meshclient.balance.EnvoyTablesTest.Case;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.testing.LeakRule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A real Envoy with the load balancers RING_HASH and MAGLEV names the endpoint of a key, and so does the library. What
 * Envoy says stands in a file too, so that {@link EnvoyTablesTest} needs none.
 */
@Timeout(60)
@NeedsServer(RealServer.ENVOY)
final class EnvoyHashingIT {

    private static final String CLUSTER = """
            { name: "%s", type: STATIC, connect_timeout: 1s, lb_policy: %s, %s
              load_assignment: { cluster_name: "%s", endpoints: [ { lb_endpoints: [ %s ] } ] } }""";
    private static final String ENDPOINT = """
            { load_balancing_weight: %d, %s
              endpoint: { address: { socket_address: { address: 127.0.0.1, port_value: %s } } } }""";

    @Order(1)
    @RegisterExtension
    final RealServers servers = new RealServers();

    @Order(2)
    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    @Test
    void theFileSaysWhatEnvoySays() throws IOException {
        Envoy backends = backends();
        EnvoyConfig config = new EnvoyConfig();
        List<String> routes = new ArrayList<>();
        List<Case> cases = EnvoyTablesTest.cases();
        for (int i = 0; i < cases.size(); i++) {
            config = config.cluster(cluster("case-" + i, cases.get(i), backends, true));
            routes.add(hashed("/case-" + i + "/", "case-" + i));
        }
        Envoy envoy = servers.envoy(config.listener("front", String.join(", ", routes)));
        OkHttpClient client = leaks.client(new OkHttpClient());
        for (int i = 0; i < cases.size(); i++) {
            String said = answers(
                    client,
                    "http://" + envoy.endpoint("front") + "/case-" + i + "/",
                    cases.get(i).owners().length());
            assertThat(said).as("%s", cases.get(i)).isEqualTo(cases.get(i).owners());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ring-hash", "maglev"})
    void callsOfTheSameKeyGoWhereEnvoySendsThem(String policy) throws IOException {
        Envoy backends = backends();
        Case by = new Case(policy, 1024, List.of(1, 2, 3), "");
        Envoy envoy = servers.envoy(new EnvoyConfig()
                .cluster(cluster("items", by, backends, false))
                .listener("front", hashed("/", "items")));
        List<Endpoint> endpoints = new ArrayList<>();
        for (int i = 0; i < by.weights().size(); i++) {
            endpoints.add(Endpoint.parse(backends.endpoint(name(i))).toBuilder()
                    .weight(by.weights().get(i))
                    .build());
        }
        Mesh mesh = leaks.mesh(Mesh.builder()
                .service(
                        "orders",
                        orders -> orders.endpoints(endpoints).balancer(policy).hash(hash -> hash.key("header:x-key")))
                .build());
        OkHttpClient plain = leaks.client(new OkHttpClient());
        String theirs = answers(plain, "http://" + envoy.endpoint("front") + "/", 300);
        String ours = answers(mesh.wrap(plain), "http://orders/", 300);
        assertThat(theirs).contains("a", "b", "c");
        assertThat(ours).isEqualTo(theirs);
    }

    /** Five listeners that answer with their names. */
    private Envoy backends() {
        EnvoyConfig config = new EnvoyConfig();
        for (int i = 0; i < 5; i++) {
            config = config.listener(name(i), EnvoyConfig.answering(200, name(i)));
        }
        return servers.envoy(config);
    }

    private static String name(int index) {
        return String.valueOf((char) ('a' + index));
    }

    private static String hashed(String prefix, String cluster) {
        return EnvoyConfig.route(
                "{ prefix: " + prefix + " }",
                "route: { cluster: " + cluster + ", hash_policy: [ { header: { header_name: x-key } } ] }");
    }

    private static String cluster(String name, Case by, Envoy backends, boolean keyed) {
        List<String> endpoints = new ArrayList<>();
        for (int i = 0; i < by.weights().size(); i++) {
            String endpoint = backends.endpoint(name(i));
            String metadata =
                    keyed ? "metadata: { filter_metadata: { envoy.lb: { hash_key: \"" + name(i) + "\" } } }," : "";
            endpoints.add(
                    ENDPOINT.formatted(by.weights().get(i), metadata, endpoint.substring(endpoint.indexOf(':') + 1)));
        }
        boolean ring = by.policy().equals("ring-hash");
        String numbers = ring ? "ring_hash_lb_config: { minimum_ring_size: " + by.minRing() + " }," : "";
        return CLUSTER.formatted(name, ring ? "RING_HASH" : "MAGLEV", numbers, name, String.join(", ", endpoints));
    }

    private static String answers(OkHttpClient client, String url, int keys) throws IOException {
        StringBuilder answers = new StringBuilder();
        for (int key = 0; key < keys; key++) {
            Request request =
                    new Request.Builder().url(url).header("x-key", "key-" + key).build();
            try (Response response = client.newCall(request).execute()) {
                answers.append(response.body().string());
            }
        }
        return answers.toString();
    }
}

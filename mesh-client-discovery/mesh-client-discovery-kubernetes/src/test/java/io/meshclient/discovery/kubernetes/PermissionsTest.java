package io.meshclient.discovery.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The Role that is shipped allows what is asked for, and not more. */
class PermissionsTest {

    private static final String MANIFEST = "/META-INF/mesh-client/kubernetes/rbac.yaml";

    @Test
    void theRoleAllowsExactlyWhatIsAskedFor() throws IOException {
        try (FakeApiServer api = new FakeApiServer().start()) {
            api.served = List.of("v1beta1");
            IntStream.range(0, 5)
                    .forEach(i -> api.put("o-" + i, Json.slice("o-" + i, "orders", 80, List.of("10.0.0." + i))));
            HeardSets heard = new HeardSets();
            try (KubernetesDiscovery discovery = KubernetesDiscovery.builder()
                    .apiServer(api.url())
                    .pageSize(2)
                    .build()) {
                discovery.subscribe("orders", heard);
                heard.awaitSets(1);
                await().atMost(Duration.ofSeconds(30)).until(() -> api.watching() == 1);
                api.put("o-9", Json.slice("o-9", "orders", 80, List.of("10.0.0.9")));
                heard.awaitSets(2);
                api.putQuietly("o-8", Json.slice("o-8", "orders", 80, List.of("10.0.0.8")));
                api.compact();
                api.endWatches(); // and everything is listed again
                await().atMost(Duration.ofSeconds(30)).until(() -> api.count("list") > 6);
            }
            Set<String> asked = new TreeSet<>();
            api.requests.forEach(request -> asked.add(permission(request)));

            assertThat(asked).isEqualTo(allowed());
        }
    }

    /** As the API server's authorizer sees it: a version is not part of a permission. */
    private static String permission(RecordedRequest request) {
        List<String> path = request.getUrl().pathSegments();
        assertThat(request.getMethod()).isEqualTo("GET");
        assertThat(path).as("a list of a namespaced resource").hasSize(6).startsWith("apis");
        assertThat(path.get(3)).isEqualTo("namespaces");
        return path.get(1) + " " + path.get(5) + " " + (FakeApiServer.isWatch(request) ? "watch" : "list");
    }

    private static Set<String> allowed() throws IOException {
        Set<String> allowed = new TreeSet<>();
        for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(manifest())) {
            Map<?, ?> map = (Map<?, ?>) document;
            if (map.get("kind").equals("Role")) {
                for (Object rule : (List<?>) map.get("rules")) {
                    add(allowed, (Map<?, ?>) rule);
                }
            } else {
                assertThat(map.get("kind")).isEqualTo("RoleBinding");
            }
        }
        return allowed;
    }

    private static void add(Set<String> allowed, Map<?, ?> rule) {
        assertThat(rule.keySet().stream().map(String::valueOf)).containsOnly("apiGroups", "resources", "verbs");
        for (Object group : (List<?>) rule.get("apiGroups")) {
            for (Object resource : (List<?>) rule.get("resources")) {
                ((List<?>) rule.get("verbs")).forEach(verb -> allowed.add(group + " " + resource + " " + verb));
            }
        }
    }

    private static String manifest() throws IOException {
        try (InputStream in = Objects.requireNonNull(PermissionsTest.class.getResourceAsStream(MANIFEST))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void thePageShowsTheManifest() throws IOException {
        assertThat(Files.readString(Path.of("../../docs/discovery/kubernetes.md")))
                .contains(manifest());
    }
}

package io.meshclient.discovery.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists and watches, and all the ways in which an API server ends them. */
class WatchingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private FakeApiServer api;
    private KubernetesDiscovery discovery;
    private final HeardSets heard = new HeardSets();

    @BeforeEach
    void start() throws IOException {
        api = new FakeApiServer().start();
        api.put("orders-a", Json.slice("orders-a", "orders", 80, List.of("10.0.0.1", "10.0.0.2")));
        api.put("prices-a", Json.slice("prices-a", "prices", 80, List.of("10.9.9.9")));
    }

    @AfterEach
    void stop() {
        if (discovery != null) {
            discovery.close();
        }
        api.close();
    }

    private void subscribe(String target, KubernetesDiscovery.Builder builder) {
        discovery = builder.apiServer(api.url()).build();
        discovery.subscribe(target, heard);
    }

    private void subscribe() {
        subscribe("orders", KubernetesDiscovery.builder());
    }

    private void awaitWatches(long count) {
        await().atMost(PATIENCE).until(() -> api.count("watch") >= count && api.watching() > 0);
    }

    private static String slice(String name, String... addresses) {
        return Json.slice(name, "orders", 80, List.of(addresses));
    }

    @Test
    void slicesComeAndGo() {
        subscribe();
        heard.awaitKeys("10.0.0.1:80", "10.0.0.2:80");
        awaitWatches(1);
        api.put("orders-b", slice("orders-b", "10.0.0.2", "10.0.0.3"));
        heard.awaitKeys("10.0.0.1:80", "10.0.0.2:80", "10.0.0.3:80");
        api.put("orders-a", slice("orders-a"));
        heard.awaitKeys("10.0.0.2:80", "10.0.0.3:80");
        api.delete("orders-b");
        heard.awaitKeys();

        assertThat(api.count("list")).isEqualTo(1);
        assertThat(heard.failures).isEmpty();
    }

    @Test
    void targetsOfOtherNamespacesAreAskedThere() {
        subscribe("orders.eu", KubernetesDiscovery.builder().namespace("shop"));
        heard.awaitSets(1);
        discovery.subscribe("orders", new HeardSets());
        await().atMost(PATIENCE).until(() -> api.count("list") == 2);

        assertThat(api.requests.get(0).getUrl().encodedPath())
                .isEqualTo("/apis/discovery.k8s.io/v1/namespaces/eu/endpointslices");
        assertThat(api.requests.stream().map(request -> request.getUrl().encodedPath()))
                .contains("/apis/discovery.k8s.io/v1/namespaces/shop/endpointslices");
    }

    @Test
    void anOlderServerIsAskedForV1beta1() {
        api.served = List.of("v1beta1");
        subscribe();
        heard.awaitKeys("10.0.0.1:80", "10.0.0.2:80");
        awaitWatches(1);

        assertThat(heard.failures).isEmpty();
        assertThat(api.requests.stream()
                        .map(request -> request.getUrl().pathSegments().get(2)))
                .containsExactly("v1", "v1beta1", "v1beta1");
    }

    @Test
    void aServerWithoutTheApiIsSaidToHaveNone() {
        api.served = List.of();
        subscribe();
        assertThat(heard.awaitFailure()).contains("neither as v1 nor as v1beta1");
        api.served = List.of("v1");
        heard.awaitKeys("10.0.0.1:80", "10.0.0.2:80");
    }

    @Test
    void longListsComeInPages() {
        IntStream.range(0, 7).forEach(i -> api.put("orders-" + i, slice("orders-" + i, "10.0.1." + i)));
        subscribe("orders", KubernetesDiscovery.builder().pageSize(3));
        heard.awaitSets(1);

        assertThat(heard.sets.get(0).endpoints()).hasSize(9);
        assertThat(api.count("list")).isEqualTo(3);
        assertThat(api.requests.get(2).getUrl().queryParameter("limit")).isEqualTo("3");
    }

    @Test
    void aPageThatIsTooOldListsAllAtOnce() {
        IntStream.range(0, 7).forEach(i -> api.put("orders-" + i, slice("orders-" + i, "10.0.1." + i)));
        api.instead = request -> {
            if (request.getUrl().queryParameter("continue") != null) {
                api.putQuietly("orders-0", slice("orders-0", "10.0.2.0"));
                api.compact();
            }
            return null;
        };
        subscribe("orders", KubernetesDiscovery.builder().pageSize(3));
        heard.awaitSets(1);

        assertThat(heard.sets.get(0).endpoints()).hasSize(9);
        assertThat(heard.lastKeys()).contains("10.0.2.0:80");
        assertThat(heard.failures).isEmpty();
        assertThat(api.requests.get(2).getUrl().queryParameter("limit")).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aVersionThatIsGoneListsAgain(boolean byStatus) {
        api.goneByStatus = byStatus;
        subscribe();
        heard.awaitSets(1);
        awaitWatches(1);
        api.putQuietly("orders-b", slice("orders-b", "10.0.0.3"));
        api.compact();
        api.endWatches();

        heard.awaitKeys("10.0.0.1:80", "10.0.0.2:80", "10.0.0.3:80");
        assertThat(api.count("list")).isEqualTo(2);
    }

    @Test
    void bookmarksSayWhereToGoOn() {
        subscribe();
        heard.awaitSets(1);
        awaitWatches(1);
        api.put("orders-b", slice("orders-b", "10.0.0.3"));
        api.bookmark();
        long bookmarked = api.version();
        api.endWatches();
        awaitWatches(2);

        assertThat(api.requests.get(1).getUrl().queryParameter("allowWatchBookmarks"))
                .isEqualTo("true");
        assertThat(api.requests.get(2).getUrl().queryParameter("resourceVersion"))
                .isEqualTo(String.valueOf(bookmarked));
        assertThat(api.count("list")).isEqualTo(1);
        assertThat(heard.failures).isEmpty();
        assertThat(heard.sets).hasSize(2);
    }

    @Test
    void aStreamThatBreaksIsTakenUp() {
        subscribe();
        heard.awaitSets(1);
        awaitWatches(1);
        api.breakWatches();
        assertThat(heard.awaitFailure()).contains("answer broke off");
        heard.awaitSets(2);
        awaitWatches(2);
        api.put("orders-b", slice("orders-b", "10.0.0.3"));

        heard.awaitKeys("10.0.0.1:80", "10.0.0.2:80", "10.0.0.3:80");
        assertThat(heard.sets.get(1)).isEqualTo(heard.sets.get(0));
        assertThat(api.count("list")).as("failures: %s", heard.failures).isEqualTo(1);
    }

    @Test
    void aStreamThatEndsWithinAnEventListsAgain() {
        subscribe();
        heard.awaitSets(1);
        awaitWatches(1);
        api.send("{\"type\":\"ADDED\",\"object\":{\"metadata\":{\"name\":\"orders-x\"");
        api.endWatches();

        assertThat(heard.awaitFailure()).contains("is no whole JSON");
        heard.awaitSets(2);
        assertThat(api.count("list")).isEqualTo(2);
        assertThat(heard.sets).noneMatch(set -> set.endpoints().size() != 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>proxy</html>",
                "{\"type\":\"ADDED\",\"object\":7}",
                "{\"type\":\"ADDED\"}",
                "{\"type\":\"SURPRISE\",\"object\":{}}",
                "{\"type\":\"ADDED\",\"object\":{\"metadata\":{\"name\":\"x\"},\"addressType\":\"IPv4\",\"endpoints\":{}}}",
                "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"code\":500,\"message\":\"etcd is away\"}}"
            })
    void nonsenseIsAFailureAndTakesNothingAway(String event) {
        subscribe();
        heard.awaitSets(1);
        awaitWatches(1);
        api.send(event + "\n");
        heard.awaitFailure();
        heard.awaitSets(2);

        assertThat(heard.sets.get(1)).isEqualTo(heard.sets.get(0));
    }

    @Test
    void aServerThatIsAwayIsAFailureAndItsReturnASet() throws IOException {
        subscribe();
        heard.awaitSets(1);
        awaitWatches(1);
        int port = api.web().getPort();
        api.close();
        heard.awaitFailures(3);
        assertThat(heard.sets).hasSize(1);

        api = new FakeApiServer();
        api.put("orders-a", slice("orders-a", "10.0.0.7"));
        api.start(port);
        heard.awaitKeys("10.0.0.7:80");
    }
}

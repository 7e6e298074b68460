package io.meshclient.discovery.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An API server that says too much, or nothing for too long. */
class BoundsTest {

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
    void eventsBeyondTheBoundAreAFailure() {
        subscribe("orders", KubernetesDiscovery.builder().maxBytes(100_000));
        heard.awaitSets(1);
        awaitWatches(1);
        for (int i = 0; i < 30; i++) { // each is small enough, however many there are
            api.send(Json.event(
                    "MODIFIED",
                    Json.of("orders-a", "orders")
                            .port("http", 80)
                            .endpoint("10.0.0.1", Map.of("zone", "\"" + "z".repeat(10_000) + "\""))
                            .build()));
        }
        heard.awaitKeys("10.0.0.1:80");
        assertThat(heard.failures).isEmpty();
        api.send(Json.event("MODIFIED", "{\"metadata\":{\"name\":\"" + "x".repeat(200_000) + "\"}}"));

        assertThat(heard.awaitFailure()).contains("larger than 100000 bytes").contains("max-bytes");
    }

    @Test
    void listsBeyondTheBoundAreAFailure() {
        IntStream.range(0, 100).forEach(i -> api.put("orders-" + i, slice("orders-" + i, "10.0.1." + i)));
        subscribe("orders", KubernetesDiscovery.builder().maxBytes(20_000).pageSize(10));

        assertThat(heard.awaitFailure()).contains("larger than");
        assertThat(heard.sets).isEmpty();
    }

    @Test
    void aServerThatTakesTooLongIsAFailureInTime() {
        api.instead = request -> FakeApiServer.json(200, "{}")
                .newBuilder()
                .headersDelay(20, TimeUnit.SECONDS)
                .build();
        subscribe("orders", KubernetesDiscovery.builder().timeout(Duration.ofMillis(300)));

        assertThat(heard.awaitFailure()).contains("did not answer within PT0.3S");
    }

    @Test
    void aWatchThatDoesNotBeginIsAFailureInTime() {
        api.instead = request -> FakeApiServer.isWatch(request)
                ? FakeApiServer.json(200, "{}")
                        .newBuilder()
                        .headersDelay(20, TimeUnit.SECONDS)
                        .build()
                : null;
        subscribe("orders", KubernetesDiscovery.builder().timeout(Duration.ofMillis(500)));
        heard.awaitSets(1);

        assertThat(heard.awaitFailure()).contains("did not answer within PT0.5S");
    }

    @Test
    void aListThatTricklesIsAFailureInTime() {
        api.instead = request -> FakeApiServer.json(200, "{" + " ".repeat(1000))
                .newBuilder()
                .throttleBody(1, 100, TimeUnit.MILLISECONDS)
                .build();
        subscribe("orders", KubernetesDiscovery.builder().timeout(Duration.ofSeconds(1)));

        assertThat(heard.awaitFailure()).contains("did not come within PT1S");
    }

    /** Silent for longer than it may take is dead; the margin makes this test take 16 s. */
    @Test
    void aWatchThatDoesNotEndInTimeIsAFailure() {
        subscribe("orders", KubernetesDiscovery.builder().watchTimeout(Duration.ofSeconds(1)));
        heard.awaitSets(1);
        awaitWatches(1);

        assertThat(heard.awaitFailure()).contains("was to end after 1 s, and did not");
        heard.awaitSets(2);
    }
}

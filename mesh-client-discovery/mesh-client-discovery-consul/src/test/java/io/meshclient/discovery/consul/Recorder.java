package io.meshclient.discovery.consul;

import static org.awaitility.Awaitility.await;

import io.meshclient.discovery.Listener;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener that remembers what it heard. */
final class Recorder implements Listener {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<EndpointSet> sets = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    @Override
    public void onEndpoints(EndpointSet set) {
        sets.add(set);
    }

    @Override
    public void onFailure(Throwable failure) {
        failures.add(failure);
    }

    List<EndpointSet> sets() {
        return List.copyOf(sets);
    }

    List<String> failures() {
        return failures.stream().map(Throwable::getMessage).toList();
    }

    int calls() {
        return sets.size() + failures.size();
    }

    List<String> lastKeys() {
        return sets.get(sets.size() - 1).endpoints().stream()
                .map(Endpoint::key)
                .sorted()
                .toList();
    }

    void awaitKeys(String... keys) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> org.assertj.core.api.Assertions.assertThat(lastKeysOrNone())
                        .as("after failures %s", failures())
                        .containsExactlyInAnyOrder(keys));
    }

    private List<String> lastKeysOrNone() {
        return sets.isEmpty() ? List.of("no set yet") : lastKeys();
    }

    String awaitFailure() {
        await().atMost(PATIENCE).until(() -> !failures.isEmpty());
        return failures().get(0);
    }

    EndpointSet awaitSet() {
        await().atMost(PATIENCE).until(() -> !sets.isEmpty());
        return sets.get(0);
    }
}

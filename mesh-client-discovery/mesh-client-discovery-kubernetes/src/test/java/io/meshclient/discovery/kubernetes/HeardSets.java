package io.meshclient.discovery.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.discovery.Listener;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** A listener that writes down what it hears. */
final class HeardSets implements Listener {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final List<EndpointSet> sets = new CopyOnWriteArrayList<>();
    final List<Throwable> failures = new CopyOnWriteArrayList<>();

    @Override
    public void onEndpoints(EndpointSet set) {
        sets.add(set);
    }

    @Override
    public void onFailure(Throwable failure) {
        failures.add(failure);
    }

    EndpointSet last() {
        return sets.get(sets.size() - 1);
    }

    Set<String> lastKeys() {
        return keys(last());
    }

    static Set<String> keys(EndpointSet set) {
        return set.endpoints().stream().map(Endpoint::key).collect(Collectors.toCollection(TreeSet::new));
    }

    void awaitKeys(String... keys) {
        await("endpoints " + List.of(keys))
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sets.isEmpty() ? failures : lastKeys())
                        .as("heard %s and %s", sets, failures)
                        .isEqualTo(new TreeSet<>(List.of(keys))));
    }

    void awaitSets(int count) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(sets).as("failures %s", failures).hasSizeGreaterThanOrEqualTo(count));
    }

    String awaitFailure() {
        return awaitFailures(1);
    }

    /** The message of the newest, when there are so many. */
    String awaitFailures(int count) {
        await().atMost(PATIENCE).until(() -> failures.size() >= count);
        return String.valueOf(failures.get(failures.size() - 1).getMessage());
    }
}

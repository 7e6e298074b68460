package io.meshclient.discovery.dns;

import static org.awaitility.Awaitility.await;

import io.meshclient.discovery.Listener;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** A listener that writes down what it hears. */
final class Hearing implements Listener {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    final List<EndpointSet> sets = new CopyOnWriteArrayList<>();
    final List<Long> nanosOfSets = new CopyOnWriteArrayList<>();
    final List<Throwable> failures = new CopyOnWriteArrayList<>();

    @Override
    public void onEndpoints(EndpointSet set) {
        nanosOfSets.add(System.nanoTime());
        sets.add(set);
    }

    @Override
    public void onFailure(Throwable failure) {
        failures.add(failure);
    }

    /** The keys of the newest set. */
    Set<String> keys() {
        EndpointSet last = sets.get(sets.size() - 1);
        return last.endpoints().stream().map(Endpoint::key).collect(Collectors.toSet());
    }

    EndpointSet awaitSet() {
        await().atMost(PATIENCE).until(() -> !sets.isEmpty());
        return sets.get(sets.size() - 1);
    }

    void awaitKeys(String... keys) {
        await("hears " + Set.of(keys) + " after " + sets + failures)
                .atMost(PATIENCE)
                .until(() -> !sets.isEmpty() && keys().equals(Set.of(keys)));
    }

    String awaitFailure() {
        await().atMost(PATIENCE).until(() -> !failures.isEmpty());
        return String.valueOf(failures.get(failures.size() - 1).getMessage());
    }

    /** One more of what is told after this moment. */
    void awaitAnotherSet() {
        int before = sets.size();
        await().atMost(PATIENCE).until(() -> sets.size() > before);
    }
}

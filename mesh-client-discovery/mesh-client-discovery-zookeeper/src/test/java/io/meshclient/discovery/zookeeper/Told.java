package io.meshclient.discovery.zookeeper;

import io.meshclient.discovery.Listener;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a listener was told. */
final class Told implements Listener {

    private final List<EndpointSet> sets = new CopyOnWriteArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();

    @Override
    public void onEndpoints(EndpointSet set) {
        sets.add(set);
    }

    @Override
    public void onFailure(Throwable failure) {
        failures.add(String.valueOf(failure));
    }

    int sets() {
        return sets.size();
    }

    EndpointSet last() {
        return sets.get(sets.size() - 1);
    }

    /** The addresses of the last set, sorted. */
    List<String> keys() {
        return sets.isEmpty()
                ? List.of()
                : last().endpoints().stream().map(Endpoint::key).sorted().toList();
    }

    List<String> failures() {
        return List.copyOf(failures);
    }
}

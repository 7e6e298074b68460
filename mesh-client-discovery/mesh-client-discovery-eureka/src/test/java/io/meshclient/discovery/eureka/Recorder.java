package io.meshclient.discovery.eureka;

import io.meshclient.discovery.Listener;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener that writes down what it hears. */
final class Recorder implements Listener {

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

    /** The ports of each set, in their order. */
    List<List<Integer>> ports() {
        return sets.stream()
                .map(set -> set.endpoints().stream().map(Endpoint::port).toList())
                .toList();
    }

    String lastFailure() {
        return failures.get(failures.size() - 1).getMessage();
    }
}

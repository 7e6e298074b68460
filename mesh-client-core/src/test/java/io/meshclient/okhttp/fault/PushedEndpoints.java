package io.meshclient.okhttp.fault;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.Listener;
import io.meshclient.discovery.Subscription;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A source that tells whatever part of its endpoints it likes. */
final class PushedEndpoints implements Discovery {

    private final List<Endpoint> all;
    private final List<Listener> listeners = new ArrayList<>();
    private EndpointSet newest;

    PushedEndpoints(List<String> endpoints) {
        all = endpoints.stream().map(Endpoint::parse).toList();
        newest = EndpointSet.of(all);
    }

    @Override
    public synchronized Subscription subscribe(String target, Listener listener) {
        listeners.add(listener);
        listener.onEndpoints(newest);
        return () -> {
            synchronized (this) {
                listeners.remove(listener);
            }
        };
    }

    /** Some of them, some with another weight. */
    synchronized void push(Random random) {
        List<Endpoint> some = new ArrayList<>(all);
        Collections.shuffle(some, random);
        some.subList(1 + random.nextInt(some.size()), some.size()).clear();
        some.replaceAll(
                endpoint -> endpoint.toBuilder().weight(1 + random.nextInt(3)).build());
        newest = EndpointSet.of(some);
        listeners.forEach(listener -> listener.onEndpoints(newest));
    }

    synchronized void fail() {
        listeners.forEach(listener -> listener.onFailure(new IOException("the registry is away")));
    }

    @Override
    public synchronized void close() {
        listeners.clear();
    }
}

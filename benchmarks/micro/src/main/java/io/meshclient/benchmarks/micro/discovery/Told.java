package io.meshclient.benchmarks.micro.discovery;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.Listener;
import io.meshclient.discovery.Subscription;
import io.meshclient.endpoint.EndpointSet;
import org.jspecify.annotations.Nullable;

/** A discovery that says what it is told to say, at once and on the caller's thread. */
final class Told implements Discovery {
    private @Nullable Listener listener;
    private int times;

    @Override
    public Subscription subscribe(String target, Listener whoListens) {
        listener = whoListens;
        return () -> {};
    }

    void tell(EndpointSet set) {
        Listener told = listener;
        if (told == null) {
            throw new IllegalStateException("nobody listens");
        }
        told.onEndpoints(set);
        times++;
    }

    int times() {
        return times;
    }

    @Override
    public void close() {
        listener = null;
    }
}

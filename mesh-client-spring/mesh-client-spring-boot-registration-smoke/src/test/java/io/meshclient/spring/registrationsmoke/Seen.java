package io.meshclient.spring.registrationsmoke;

import io.meshclient.discovery.Listener;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a discovery of ours sees of the service. */
final class Seen implements Listener {

    final List<EndpointSet> sets = new CopyOnWriteArrayList<>();
    private final Consumer<EndpointSet> also;

    Seen(Consumer<EndpointSet> also) {
        this.also = also;
    }

    @Override
    public void onEndpoints(EndpointSet set) {
        also.accept(set);
        sets.add(set);
    }

    @Override
    public void onFailure(Throwable failure) {
        // The registry is away for a while in some scenarios.
    }

    /** The one endpoint; null if there is none. */
    @Nullable
    Endpoint now() {
        List<Endpoint> last =
                sets.isEmpty() ? List.of() : sets.get(sets.size() - 1).endpoints();
        return last.isEmpty() ? null : last.get(0);
    }
}

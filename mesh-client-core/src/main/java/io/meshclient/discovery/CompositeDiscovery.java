package io.meshclient.discovery;

import io.meshclient.endpoint.EndpointSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several discoveries as one. It has no thread of its own, and owns its parts: closing it closes them. A part that fails
 * keeps what it said last; only when all of them fail is that a failure of the whole.
 */
public final class CompositeDiscovery implements Discovery {

    private final List<Discovery> parts;
    private final Composition composition;
    private volatile boolean closed;

    private CompositeDiscovery(List<Discovery> parts, Composition composition) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("A composite discovery needs at least one part");
        }
        this.parts = List.copyOf(parts);
        this.composition = composition;
    }

    /** Makes one set of what the parts said; null while a part that matters has not answered. */
    @FunctionalInterface
    interface Composition {
        @Nullable
        EndpointSet compose(List<CompositeSubscription.Part> parts);
    }

    /**
     * The endpoints of all parts together; of two with the same key, the earlier part's counts.
     *
     * @param parts asked for the same target
     * @return the discovery
     */
    public static CompositeDiscovery merged(List<Discovery> parts) {
        return new CompositeDiscovery(parts, Compositions::merged);
    }

    /**
     * The endpoints of the first part that has some. A later part is used only once every earlier one has answered that
     * there is nothing, or has failed without ever having had something.
     *
     * @param parts the preferred one first
     * @return the discovery
     */
    public static CompositeDiscovery preferring(List<Discovery> parts) {
        return new CompositeDiscovery(parts, Compositions::preferred);
    }

    /**
     * Moves a service from one discovery to another: the endpoints of both, with weights that give the second its share of
     * the calls. An endpoint that both name has its weights of both. While one of them has no endpoints, or has failed
     * without ever having had some, the other has all calls.
     *
     * @param from where the service comes from
     * @param to where it goes
     * @param percent the second one's share, 0 to 100
     * @return the discovery
     */
    public static CompositeDiscovery migrating(Discovery from, Discovery to, int percent) {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException("A share of " + percent + " % is not between 0 and 100");
        }
        return new CompositeDiscovery(List.of(from, to), parts -> Compositions.migrated(parts, percent));
    }

    @Override
    public Subscription subscribe(String target, Listener listener) {
        if (closed) {
            throw new IllegalStateException("The discovery is closed");
        }
        return new CompositeSubscription(parts.size(), composition, listener).start(parts, target);
    }

    @Override
    public void close() {
        closed = true;
        List<RuntimeException> failures = new ArrayList<>();
        for (Discovery part : parts) {
            try {
                part.close();
            } catch (RuntimeException e) {
                failures.add(e); // the others are closed all the same
            }
        }
        if (!failures.isEmpty()) {
            RuntimeException first = failures.get(0);
            failures.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
    }
}

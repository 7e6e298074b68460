package io.meshclient.discovery;

import io.meshclient.endpoint.EndpointSet;
import io.meshclient.time.SerialExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** One listener's stay with several discoveries. What the parts say is looked at by one thread at a time. */
final class CompositeSubscription implements Subscription {

    private final CompositeDiscovery.Composition composition;
    private final Listener listener;
    private final Gate gate = new Gate();
    private final SerialExecutor serial = new SerialExecutor();
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    private final List<Part> parts = new ArrayList<>(); // owned by serial
    private @Nullable EndpointSet told; // owned by serial
    private boolean toldFailure; // owned by serial

    CompositeSubscription(int size, CompositeDiscovery.Composition composition, Listener listener) {
        this.composition = composition;
        this.listener = listener;
        for (int i = 0; i < size; i++) {
            parts.add(new Part(null, null));
        }
    }

    /**
     * What a part said last.
     *
     * @param set its last set, also when it has failed since
     * @param failure what it fails with now
     */
    record Part(@Nullable EndpointSet set, @Nullable Throwable failure) {

        boolean isPending() {
            return set == null && failure == null;
        }
    }

    CompositeSubscription start(List<Discovery> sources, String target) {
        for (int i = 0; i < sources.size(); i++) {
            Listener part = listenerOf(i);
            try {
                subscriptions.add(sources.get(i).subscribe(target, part));
            } catch (RuntimeException e) {
                part.onFailure(e);
            }
        }
        if (gate.isShut()) {
            closeParts(); // a part added while it was being closed
        }
        return this;
    }

    private Listener listenerOf(int index) {
        return new Listener() {
            @Override
            public void onEndpoints(EndpointSet set) {
                serial.execute(() -> said(index, new Part(set, null)));
            }

            @Override
            public void onFailure(Throwable failure) {
                serial.execute(() -> said(index, new Part(parts.get(index).set, failure)));
            }
        };
    }

    private void said(int index, Part part) {
        parts.set(index, part);
        if (parts.stream().allMatch(each -> each.failure != null)) {
            tellFailure();
            return;
        }
        EndpointSet set = composition.compose(parts);
        if (set != null && (toldFailure || !set.equals(told))) {
            told = set;
            toldFailure = false;
            gate.pass(() -> listener.onEndpoints(set));
        }
    }

    private void tellFailure() {
        Throwable first = Objects.requireNonNull(parts.get(0).failure);
        IllegalStateException all = new IllegalStateException(
                parts.size() == 1 ? first.getMessage() : "All " + parts.size() + " sources fail: " + messages(), first);
        toldFailure = true;
        gate.pass(() -> listener.onFailure(all));
    }

    private String messages() {
        List<String> messages = new ArrayList<>();
        parts.forEach(part -> messages.add(String.valueOf(part.failure)));
        return String.join("; ", messages);
    }

    @Override
    public void close() {
        gate.close();
        closeParts();
    }

    private void closeParts() {
        subscriptions.forEach(Subscription::close);
    }
}

package io.meshclient.discovery;

import io.meshclient.endpoint.EndpointSet;
import io.meshclient.time.SerialExecutor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One watch and those who listen to it. Whatever thread brings something, one at a time looks at it. */
final class SharedWatch implements Listener {

    private static final Subscription ENDED = () -> {};

    private final Mailbox mailbox = new Mailbox();
    private final SerialExecutor serial = new SerialExecutor();
    private final AtomicReference<@Nullable Subscription> watch = new AtomicReference<>();

    private final List<Member> members = new CopyOnWriteArrayList<>(); // added to by serial
    private volatile boolean ended;
    private @Nullable EndpointSet known; // owned by serial
    private @Nullable Throwable failing; // owned by serial

    private record Member(Gate gate, Listener listener) {

        void hear(EndpointSet set) {
            gate.pass(() -> listener.onEndpoints(set));
        }

        void hear(Throwable failure) {
            gate.pass(() -> listener.onFailure(failure));
        }
    }

    void join(Gate gate, Listener listener) {
        serial.execute(() -> {
            Member member = new Member(gate, listener);
            members.add(member);
            if (ended) {
                gate.close(); // end() may have come too early to see it
            }
            if (gate.isShut()) {
                members.remove(member); // so may leave()
                return;
            }
            if (known != null) {
                member.hear(known);
            }
            if (failing != null) {
                member.hear(failing);
            }
        });
    }

    void leave(Gate gate) {
        members.removeIf(member -> member.gate == gate);
    }

    /** The watch began; if it was ended meanwhile, it ends now. */
    void watchedBy(Subscription begun) {
        if (!watch.compareAndSet(null, begun)) {
            begun.close();
        }
    }

    void end() {
        ended = true;
        members.forEach(member -> member.gate.close());
        members.clear();
        Subscription begun = watch.getAndSet(ENDED);
        if (begun != null) {
            begun.close();
        }
    }

    @Override
    public void onEndpoints(EndpointSet set) {
        mailbox.onEndpoints(set);
        serial.execute(this::look);
    }

    @Override
    public void onFailure(Throwable failure) {
        mailbox.onFailure(failure);
        serial.execute(this::look);
    }

    private void look() {
        mailbox.empty(
                set -> {
                    known = set;
                    failing = null;
                    members.forEach(member -> member.hear(set));
                },
                failure -> {
                    failing = failure;
                    members.forEach(member -> member.hear(failure));
                });
    }
}

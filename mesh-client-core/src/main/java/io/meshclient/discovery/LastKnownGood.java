package io.meshclient.discovery;

import io.meshclient.endpoint.EndpointSet;
import io.meshclient.time.Internal;
import io.meshclient.time.MeshRuntime;
import io.meshclient.time.SerialExecutor;
import io.meshclient.time.Timers.Timer;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A listener in front of another, which never takes away what still works. It may be called on any threads at once; the
 * listener behind it is called by one thread at a time, and of sets that came while it was busy hears only the newest.
 *
 * <ul>
 *   <li>A failure keeps the last good set. The listener behind hears of failures only while there is no set at all.
 *   <li>An empty set is held back for {@code emptyGuard} while there are endpoints; endpoints that come meanwhile, or a
 *       failure of the source, make it void. Without endpoints, or with a guard of zero, it passes at once.
 *   <li>A set that equals the last one stops here.
 * </ul>
 */
@Internal
public final class LastKnownGood implements Listener, AutoCloseable {

    private final MeshRuntime runtime;
    private final Duration emptyGuard;
    private final Listener downstream;
    private final SourceEvents events;
    private final Gate gate = new Gate();
    private final SerialExecutor serial = new SerialExecutor();

    private final Mailbox mailbox = new Mailbox();

    private @Nullable EndpointSet known; // owned by serial
    private volatile @Nullable HeldBack heldBack; // written by serial
    private volatile @Nullable Throwable lastError;
    private volatile long lastChangeNanos;

    /**
     * Knows nothing yet.
     *
     * @param runtime its ticker and timers
     * @param emptyGuard how long an empty set is held back
     * @param downstream hears the sets that count
     * @param events hears what happens to the source
     */
    public LastKnownGood(MeshRuntime runtime, Duration emptyGuard, Listener downstream, SourceEvents events) {
        this.runtime = runtime;
        this.emptyGuard = emptyGuard;
        this.downstream = downstream;
        this.events = events;
        this.lastChangeNanos = runtime.ticker().nanos();
    }

    /** Hears what happens to a source; called one after another with the sets. */
    public interface SourceEvents {

        /**
         * The source worked, or was new, and has failed.
         *
         * @param why what it failed with
         */
        void lost(Throwable why);

        /** The source had failed, and has given a set. */
        void back();

        /**
         * The source says that there are no endpoints, and is not believed yet.
         *
         * @param guard how long the old endpoints stay
         */
        void emptyHeldBack(Duration guard);
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

    /**
     * When the set last changed.
     *
     * @return by the runtime's ticker; before the first set, when this object was made
     */
    public long lastChangeNanos() {
        return lastChangeNanos;
    }

    /**
     * What the source fails with.
     *
     * @return null while it works
     */
    public @Nullable Throwable lastError() {
        return lastError;
    }

    /** Ends it: once this has returned, no call to the listener behind or to the events begins. */
    @Override
    public void close() {
        gate.close();
        HeldBack waiting = heldBack;
        if (waiting != null) {
            waiting.timer.cancel();
        }
    }

    private void look() {
        mailbox.empty(
                set -> {
                    if (!gate.isShut()) {
                        answered(set);
                    }
                },
                failure -> {
                    if (!gate.isShut()) {
                        failed(failure);
                    }
                });
    }

    private void answered(EndpointSet set) {
        if (lastError != null) {
            lastError = null;
            gate.pass(events::back);
        }
        EndpointSet old = known;
        if (set.isEmpty() && old != null && !old.isEmpty() && !emptyGuard.isZero()) {
            holdBack(set);
            return;
        }
        forgetHeldBack();
        deliver(set);
    }

    private void failed(Throwable failure) {
        boolean worked = lastError == null;
        lastError = failure;
        forgetHeldBack();
        if (worked) {
            gate.pass(() -> events.lost(failure));
        }
        if (known == null) {
            gate.pass(() -> downstream.onFailure(failure));
        }
    }

    private void holdBack(EndpointSet empty) {
        if (heldBack != null) {
            return; // the time counts from the first such answer
        }
        HeldBack waiting = new HeldBack(runtime, emptyGuard, guard -> serial.execute(() -> release(guard, empty)));
        heldBack = waiting;
        if (gate.isShut()) {
            waiting.timer.cancel(); // close() may have come too early to see it
            return;
        }
        gate.pass(() -> events.emptyHeldBack(emptyGuard));
    }

    private void release(HeldBack guard, EndpointSet empty) {
        if (heldBack == guard) {
            heldBack = null;
            deliver(empty);
        }
    }

    private void forgetHeldBack() {
        HeldBack waiting = heldBack;
        if (waiting != null) {
            waiting.timer.cancel();
            heldBack = null;
        }
    }

    private void deliver(EndpointSet set) {
        if (!set.equals(known)) {
            known = set;
            lastChangeNanos = runtime.ticker().nanos();
            gate.pass(() -> downstream.onEndpoints(set));
        }
    }

    /** An empty answer that waits for its time. */
    private static final class HeldBack {
        private final Timer timer;

        HeldBack(MeshRuntime runtime, Duration guard, Consumer<HeldBack> whenOver) {
            this.timer = runtime.timers().schedule(guard.toNanos(), () -> whenOver.accept(this));
        }
    }
}

package io.meshclient.discovery;

import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to somebody who hears, until it is shut: once {@link #close()} has returned, no call begins. Calls come one after
 * another (their order is the caller's care); closing may come from any thread, also from inside a call. What a call throws
 * is logged and goes no further.
 */
final class Gate implements Subscription {

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private enum State {
        OPEN,
        CALLING,
        SHUT
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);

    /** Makes a call, unless the gate is shut. */
    void pass(Runnable call) {
        if (!state.compareAndSet(State.OPEN, State.CALLING)) {
            return;
        }
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("A listener to a discovery failed", e);
        } finally {
            state.compareAndSet(State.CALLING, State.OPEN);
        }
    }

    boolean isShut() {
        return state.get() == State.SHUT;
    }

    @Override
    public void close() {
        state.set(State.SHUT);
    }
}

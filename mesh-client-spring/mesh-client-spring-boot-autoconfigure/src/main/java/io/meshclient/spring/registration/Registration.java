package io.meshclient.spring.registration;

import io.meshclient.discovery.Backoff;
import io.meshclient.spring.registration.StateLog.Change;
import io.meshclient.time.MeshRuntime;
import io.meshclient.time.Timers.Timer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Brings a registry to say of an instance what it should, and keeps it so: heartbeats, another try after a failure, a new
 * entry where the old one was lost. Safe for use by many threads. The registry is asked by tasks of the timers, one after
 * another; whoever calls here never waits for it, except {@link #leave}.
 */
final class Registration {

    /** While leaving, there is little time and one instance: no need to spread over more. */
    private static final Backoff LEAVING = new Backoff(Duration.ofMillis(100), Duration.ofMillis(500));

    private final Registry registry;
    private final MeshRuntime runtime;
    private final Duration heartbeat;
    private final Backoff backoff;
    private final StateLog log;
    private final RegistrationState state;
    private final CountDownLatch gone = new CountDownLatch(1);

    private final ReentrantLock lock = new ReentrantLock();
    private Presence wanted; // guarded by lock
    private @Nullable Timer next; // guarded by lock
    private boolean closed; // guarded by lock

    // Read and written by the one task at a time.
    private @Nullable Presence told; // null if the registry may have no entry, or not this one
    private boolean tried;
    private boolean entered; // ever
    private boolean offered; // ever up: callers may have heard of it
    private int failures;
    private volatile boolean callersMayCome;

    Registration(Registry registry, MeshRuntime runtime, Duration heartbeat, StateLog log, Presence first) {
        this.registry = registry;
        this.runtime = runtime;
        this.heartbeat = heartbeat;
        this.backoff = backoff(heartbeat);
        this.log = log;
        this.state = new RegistrationState(runtime.ticker());
        this.wanted = first;
    }

    /** As {@link Backoff#USUAL}, but never longer than a heartbeat, so that a short outage is over within the TTL. */
    private static Backoff backoff(Duration heartbeat) {
        Duration max = min(Backoff.USUAL.max(), heartbeat);
        return new Backoff(min(Backoff.USUAL.base(), max), max);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    RegistrationState state() {
        return state;
    }

    void start() {
        lock.lock();
        try {
            planIn(0);
        } finally {
            lock.unlock();
        }
    }

    /** What the registry is to say from now on; it is told at once. After {@link #leave} nothing changes. */
    void want(Presence presence) {
        lock.lock();
        try {
            if (wanted == Presence.GONE || wanted == presence) {
                return;
            }
            wanted = presence;
            planIn(0);
        } finally {
            lock.unlock();
        }
    }

    private Presence wanted() {
        lock.lock();
        try {
            return wanted;
        } finally {
            lock.unlock();
        }
    }

    /** After a turn for {@code now}: at once if something else is wanted since. */
    private void planAfter(Presence now, long nanos) {
        lock.lock();
        try {
            planIn(wanted == now ? nanos : 0);
        } finally {
            lock.unlock();
        }
    }

    private void planIn(long nanos) {
        if (next != null) {
            next.cancel();
        }
        next = closed ? null : runtime.timers().schedule(nanos, this::turn);
    }

    private void turn() {
        Presence now = wanted();
        long wait;
        try {
            if (now == Presence.GONE) {
                deregister();
                return;
            }
            tell(now);
            wait = heartbeat.toNanos();
        } catch (Throwable e) { // also what a heartbeat should survive, such as too little memory for once
            wait = failed(now, e);
        }
        if (wait >= 0) {
            planAfter(now, wait);
        }
    }

    private void tell(Presence now) throws IOException {
        Presence before = told;
        if (before != null && !keep(before, now)) {
            told = null;
            before = null;
            log.line(Change.LOST, registry.label() + " has lost this instance; it registers again");
        }
        if (before == null) {
            tried = true;
            registry.register(now);
        }
        told = now;
        succeeded(before, now);
    }

    /** False if the entry is lost. */
    private boolean keep(Presence before, Presence now) throws IOException {
        if (before == now) {
            return registry.renew(now);
        }
        told = null; // a change that fails half-way leaves nobody knows what
        return registry.change(now);
    }

    private void succeeded(@Nullable Presence before, Presence now) {
        if (before == null) {
            log.line(Change.REGISTERED, "registered at " + registry.label() + ", " + now.token());
        } else if (before != now) {
            log.line(Change.STATE, "now " + now.token() + " at " + registry.label());
        } else if (failures > 0) {
            log.line(Change.HEARD_AGAIN, registry.label() + " takes heartbeats again");
        }
        entered = true;
        offered |= now == Presence.UP;
        failures = 0;
        state.is(now.token(), null);
    }

    /** How long to wait; below 0 for ever. */
    private long failed(Presence now, Throwable why) {
        String error = registry.label() + " " + (why instanceof RegistryException ? why.getMessage() : "fails: " + why);
        if (now == Presence.GONE) {
            return leavingFailed(error);
        }
        if (wanted() == Presence.GONE) {
            return 0; // cancelled for it
        }
        failures++;
        state.is("failing", error);
        if (failures == 1) {
            log.line(Change.FAILING, error + "; it is tried again");
        }
        return backoff.nanos(failures, runtime.random());
    }

    private void deregister() throws IOException {
        if (tried) {
            registry.deregister();
            callersMayCome = offered;
        }
        log.line(Change.LEFT, tried ? "deregistered at " + registry.label() : "ends before it began");
        state.is(Presence.GONE.token(), null);
        gone.countDown();
    }

    private long leavingFailed(String error) {
        failures++;
        state.is("failing", error);
        if (!entered) { // the registry has been away all the time; nothing is lost by not waiting for it
            log.line(Change.NOT_LEFT, error);
            gone.countDown();
            return -1;
        }
        return LEAVING.nanos(failures, runtime.random());
    }

    /**
     * Takes the entry away, and waits for that.
     *
     * @param bound the longest wait, whatever the registry does
     * @return whether the entry is gone and was up before, so that callers may still come for a while
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    boolean leave(Duration bound) throws InterruptedException {
        want(Presence.GONE);
        registry.beginLeaving();
        if (!gone.await(bound.toNanos(), TimeUnit.NANOSECONDS)) {
            String error = state.lastError();
            log.line(
                    Change.NOT_LEFT,
                    "not deregistered within " + bound.toMillis() + " ms; the entry ends with its TTL"
                            + (error == null ? "" : ": " + error));
        }
        return callersMayCome;
    }

    /** Ends everything that is under way or planned. */
    void close() {
        lock.lock();
        try {
            closed = true;
            if (next != null) {
                next.cancel();
            }
        } finally {
            lock.unlock();
        }
        registry.close();
    }
}

package io.meshclient.spring.cloud;

import io.meshclient.discovery.Backoff;
import io.meshclient.discovery.Listener;
import io.meshclient.discovery.Subscription;
import io.meshclient.time.MeshRuntime;
import io.meshclient.time.Timers.Timer;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one target again and again, while it is awake. There is one question at a time, and the next one comes after its
 * answer has been told; so answers are told in order. Safe for use by many threads; no lock is held while something is asked
 * or told.
 */
final class TargetWatch implements Subscription {

    /** Between the beginnings of two questions that heartbeats cause: some registries beat with every breath of the cluster. */
    static final long PACE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final Timer NONE = () -> {};

    private final String target;
    private final Polling polling;
    private final Executor threads;
    private final MeshRuntime runtime;
    private final Listener heard;
    private final Remarks remarks;

    private final ReentrantLock lock = new ReentrantLock();
    private boolean closed; // guarded by lock
    private boolean awake; // guarded by lock
    private boolean again; // guarded by lock: a heartbeat came while a question was under way
    private long begunNanos; // guarded by lock
    private Timer timer = NONE; // guarded by lock
    private @Nullable Question underWay; // guarded by lock

    private int failures; // in a row; of whoever has the one question's end

    TargetWatch(String target, Polling polling, Executor threads, MeshRuntime runtime, Listener heard) {
        this.target = target;
        this.polling = polling;
        this.threads = threads;
        this.runtime = runtime;
        this.heard = heard;
        this.remarks = new Remarks(target, runtime.ticker());
        this.begunNanos = runtime.ticker().nanos() - PACE_NANOS;
    }

    /** Asks at once, and from now on. Does nothing if it does already. */
    void wake() {
        lock.lock();
        try {
            if (closed || awake) {
                return;
            }
            awake = true;
            again = underWay != null;
        } finally {
            lock.unlock();
        }
        ask();
    }

    /** Asks no more until it is woken, and does not wait for what it has asked. */
    void sleep() {
        Question dropped = null;
        lock.lock();
        try {
            awake = false;
            timer.cancel();
            if (underWay != null && !underWay.ended) {
                dropped = underWay;
                underWay = null;
                dropped.expiry.cancel();
            }
        } finally {
            lock.unlock();
        }
        if (dropped != null) {
            dropped.task.cancel(true);
        }
    }

    /** Something has changed: asks as soon as the pace allows. Returns at once. */
    void beat() {
        lock.lock();
        try {
            if (awake && underWay == null) {
                askAfter(paceNanos());
            } else {
                again = true;
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        sleep();
    }

    private void ask() {
        Question question = new Question();
        lock.lock();
        try {
            if (!awake || underWay != null) {
                return;
            }
            timer.cancel();
            again = false;
            begunNanos = runtime.ticker().nanos();
            underWay = question;
            question.expiry = runtime.timers().schedule(polling.timeout().toNanos(), question::expire);
        } finally {
            lock.unlock();
        }
        threads.execute(question.task);
    }

    /** Call with the lock. */
    private void askAfter(long nanos) {
        timer.cancel();
        timer = runtime.timers().schedule(nanos, this::ask);
    }

    /** Call with the lock. */
    private long paceNanos() {
        return Math.max(0, begunNanos + PACE_NANOS - runtime.ticker().nanos());
    }

    private long answered(Answer answer) {
        failures = 0;
        remarks.on(answer);
        heard.onEndpoints(answer.set());
        return polling.intervalNanos(runtime.random());
    }

    private long failed(Throwable why) {
        failures++;
        heard.onFailure(why);
        return Backoff.USUAL.nanos(failures, runtime.random());
    }

    /** One question. Its end is its answer, its failure or its expiry, whichever comes first. */
    private final class Question implements Runnable {
        private final FutureTask<?> task = new FutureTask<>(this, null);
        private Timer expiry = NONE; // guarded by lock
        private boolean ended; // guarded by lock

        @Override
        public void run() {
            LongSupplier outcome;
            try {
                Answer answer =
                        polling.mapping().answer(target, polling.registry().instances(target));
                outcome = () -> answered(answer);
            } catch (RegistryException e) {
                outcome = () -> failed(e);
            } catch (Throwable e) { // also errors: a client that lacks a class would never be asked again
                RegistryException why =
                        new RegistryException("The discovery client failed to answer for '" + target + "': " + e, e);
                outcome = () -> failed(why);
            }
            if (end()) {
                next(outcome.getAsLong());
            }
        }

        void expire() {
            if (end()) {
                task.cancel(true);
                next(failed(new RegistryException(
                        "The discovery client did not answer for '" + target + "' within "
                                + polling.timeout().toMillis() + " ms (mesh.client.discovery.spring-cloud.timeout)",
                        null)));
            }
        }

        private boolean end() {
            lock.lock();
            try {
                if (underWay != this || ended) {
                    return false;
                }
                ended = true;
                expiry.cancel();
                return true;
            } finally {
                lock.unlock();
            }
        }

        private void next(long nanos) {
            lock.lock();
            try {
                underWay = null;
                if (awake) {
                    askAfter(again ? Math.min(nanos, paceNanos()) : nanos);
                }
            } finally {
                lock.unlock();
            }
        }
    }
}

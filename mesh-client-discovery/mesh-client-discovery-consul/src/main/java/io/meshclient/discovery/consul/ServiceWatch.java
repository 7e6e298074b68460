package io.meshclient.discovery.consul;

import io.meshclient.discovery.Backoff;
import io.meshclient.discovery.Listener;
import io.meshclient.discovery.Subscription;
import io.meshclient.time.MeshRuntime;
import io.meshclient.time.Timers.Timer;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One service's blocking queries, one after another, until it is closed. Safe for use by many threads; there is one
 * question or one pause at a time, and no lock is held while something is told or asked.
 */
final class ServiceWatch implements Subscription, Agent.Reply {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceWatch.class);

    private final String target;
    private final Agent agent;
    private final MeshRuntime runtime;
    private final Listener heard;

    private final ReentrantLock lock = new ReentrantLock();
    private boolean closed; // guarded by lock
    private Agent.@Nullable Question question; // guarded by lock
    private @Nullable Timer pause; // guarded by lock

    // Read and written by whoever has the one question's reply, or the one pause's end.
    private final Pace pace;
    private long index = BlockingIndex.NOW;
    private int failures;
    private String leftOut = "";

    ServiceWatch(String target, Agent agent, MeshRuntime runtime, Listener heard) {
        this.target = target;
        this.agent = agent;
        this.runtime = runtime;
        this.heard = heard;
        this.pace = new Pace(runtime.ticker().nanos());
    }

    ServiceWatch start() {
        pace.takeNanos(runtime.ticker().nanos());
        ask();
        return this;
    }

    private void ask() {
        Agent.Question next = agent.question(target, index);
        lock.lock();
        try {
            if (closed) {
                return;
            }
            pause = null;
            question = next;
        } finally {
            lock.unlock();
        }
        next.ask(this);
    }

    @Override
    public void answered(Agent.Answer answer) {
        boolean believed = !BlockingIndex.wentBack(index, answer.index());
        index = BlockingIndex.next(index, answer.index());
        if (believed && !isClosed()) {
            failures = 0;
            warn(answer.leftOut());
            heard.onEndpoints(answer.set());
        }
        askAfter(0);
    }

    @Override
    public void failed(Throwable why) {
        if (isClosed()) {
            return; // what failed is our own cancel
        }
        failures++;
        index = BlockingIndex.NOW; // the next answer must come at once, for it says that Consul is back
        heard.onFailure(why);
        askAfter(Backoff.USUAL.nanos(failures, runtime.random()));
    }

    private void warn(String now) {
        if (!now.equals(leftOut) && !now.isEmpty()) {
            LOG.warn("{}", now);
        }
        leftOut = now;
    }

    private void askAfter(long backoffNanos) {
        long nanos = Math.max(backoffNanos, pace.takeNanos(runtime.ticker().nanos()));
        if (nanos == 0) {
            ask();
            return;
        }
        lock.lock();
        try {
            question = null;
            pause = closed ? null : runtime.timers().schedule(nanos, this::ask); // the task waits for the lock
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        Agent.Question asked;
        Timer waiting;
        lock.lock();
        try {
            closed = true;
            asked = question;
            waiting = pause;
            question = null;
            pause = null;
        } finally {
            lock.unlock();
        }
        if (asked != null) {
            asked.cancel();
        }
        if (waiting != null) {
            waiting.cancel();
        }
    }
}

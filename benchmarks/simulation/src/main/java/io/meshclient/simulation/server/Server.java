package io.meshclient.simulation.server;

import io.meshclient.simulation.loop.EventLoop;
import io.meshclient.simulation.scenario.ServerSpec;
import io.meshclient.simulation.scenario.TroubleSpec;
import io.meshclient.time.Internal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fake server: workers that each do one request at a time, a queue before them, and troubles. A client that gives up
 * does not take its request back: the work is done all the same, as most servers do it.
 */
@Internal
public final class Server {

    private final ServerSpec spec;
    private final EventLoop loop;
    private final double meanWork;
    private final Deque<Job> queue = new ArrayDeque<>();
    private final List<Job> running = new ArrayList<>();
    private final List<TroubleSpec> failing = new ArrayList<>();
    private double slowness = 1;
    private int down;
    private int unreachable;
    private boolean warm = true;
    private long bornAt;
    private long frozenUntil;
    private long frozenInAll;
    private final Gauge gauge = new Gauge();

    /**
     * A server that is up, warm and idle.
     *
     * @param spec what it is like
     * @param loop its time
     */
    public Server(ServerSpec spec, EventLoop loop) {
        this.spec = spec;
        this.loop = loop;
        this.meanWork = spec.latency().mean();
    }

    /**
     * What it is like.
     *
     * @return immutable
     */
    public ServerSpec spec() {
        return spec;
    }

    /**
     * A request arrives.
     *
     * @param request hears its end
     */
    public void receive(Request request) {
        if (unreachable > 0) {
            request.unreachable();
        } else if (down > 0) {
            request.refused();
        } else {
            accept(request);
        }
    }

    private void accept(Request request) {
        TroubleSpec trouble = troubleFor(request);
        if (trouble != null && trouble.after() >= 0 && !isFrozen()) {
            Answer answer = answer(trouble);
            loop.at(loop.nanos() + trouble.after(), () -> request.answered(answer));
            return;
        }
        Job job = new Job(request, trouble);
        if (running.size() < spec.workers() && !isFrozen()) {
            job.start();
        } else if (queue.size() < spec.queue() || isFrozen()) { // a process that stands still turns nobody away
            queue.add(job);
        } else {
            request.answered(new Answer(503, -1, load()));
        }
    }

    private @Nullable TroubleSpec troubleFor(Request request) {
        for (TroubleSpec trouble : failing) {
            if (request.draw(Request.FATE) < trouble.share()) {
                return trouble;
            }
        }
        return null;
    }

    private Answer answer(@Nullable TroubleSpec trouble) {
        return trouble == null
                ? new Answer(200, -1, load())
                : new Answer(trouble.status(), trouble.retryAfter(), load());
    }

    /**
     * Its load, as a probe for it is answered.
     *
     * @return null if nobody answers
     */
    public @Nullable Load told() {
        return down > 0 || unreachable > 0 || isFrozen() ? null : load();
    }

    /**
     * Whether connections are refused.
     *
     * @return true if there is no process
     */
    public boolean refuses() {
        return down > 0 && unreachable == 0;
    }

    private Load load() {
        double busy = gauge.busy(running.size(), loop.nanos());
        return new Load(
                busy / spec.workers(),
                running.size() + queue.size(),
                gauge.latencyNanos(),
                gauge.perSecond(loop.nanos()));
    }

    private boolean isFrozen() {
        return loop.nanos() < frozenUntil;
    }

    /**
     * A trouble begins.
     *
     * @param trouble what
     */
    public void begin(TroubleSpec trouble) {
        switch (trouble.kind()) {
            case SLOW -> slowness *= trouble.factor();
            case FAIL -> failing.add(trouble);
            case STALL -> freeze(trouble.length());
            case DOWN -> stop();
            case UNREACHABLE -> unreachable++;
        }
    }

    /**
     * A trouble ends.
     *
     * @param trouble what
     */
    public void end(TroubleSpec trouble) {
        switch (trouble.kind()) {
            case SLOW -> slowness /= trouble.factor();
            case FAIL -> failing.remove(trouble);
            case STALL -> {} // it knew when
            case DOWN -> restart();
            case UNREACHABLE -> unreachable--;
        }
    }

    /**
     * The whole process stands still for a while; work that was begun ends so much later.
     *
     * @param nanos how long
     */
    public void freeze(long nanos) {
        long now = loop.nanos();
        long until = Math.max(frozenUntil, now + nanos);
        frozenInAll += until - Math.max(now, frozenUntil);
        frozenUntil = until;
        loop.at(until, this::takeFromQueue);
    }

    /** The process ends: what it had is lost. */
    public void stop() {
        down++;
        List<Job> lost = new ArrayList<>(running);
        lost.addAll(queue);
        gauge.wereBusy(running.size(), loop.nanos());
        running.clear();
        queue.clear();
        lost.forEach(Job::lose);
    }

    /** A new process begins, cold. */
    public void restart() {
        down--;
        warm = false;
        bornAt = loop.nanos();
        frozenUntil = Math.min(frozenUntil, bornAt);
    }

    private void takeFromQueue() {
        while (!isFrozen() && running.size() < spec.workers() && !queue.isEmpty()) {
            queue.remove().start();
        }
    }

    private double factor() {
        long age = loop.nanos() - bornAt;
        if (warm || age >= spec.coldFor()) {
            return slowness;
        }
        return slowness * (spec.coldFactor() - (spec.coldFactor() - 1) * age / spec.coldFor());
    }

    /**
     * How long one more request would take here, known by nobody but the ideal.
     *
     * @param outstanding requests that are here or on their way
     * @return nanoseconds; infinite if it would not succeed
     */
    public double expectedNanos(int outstanding) {
        if (down > 0 || unreachable > 0 || !failing.isEmpty()) {
            return Double.POSITIVE_INFINITY;
        }
        double work = meanWork * factor();
        int ahead = outstanding - spec.workers() + 1;
        double wait = ahead <= 0 ? 0 : work * ahead / spec.workers();
        return wait + work + Math.max(0, frozenUntil - loop.nanos());
    }

    /** A request at work; its own event. */
    private final class Job implements Runnable {
        private final Request request;
        private final @Nullable TroubleSpec trouble;
        private final long cameAt = loop.nanos();
        private long frozenBefore;
        private boolean lost;

        Job(Request request, @Nullable TroubleSpec trouble) {
            this.request = request;
            this.trouble = trouble;
        }

        void start() {
            gauge.wereBusy(running.size(), loop.nanos());
            running.add(this);
            frozenBefore = frozenInAll;
            long work = (long) (spec.latency().nanos(request.draw(Request.WORK)) * factor());
            loop.at(loop.nanos() + work, this);
        }

        void lose() {
            lost = true;
            request.reset();
        }

        @Override
        public void run() {
            long stoodStill = frozenInAll - frozenBefore;
            if (lost) {
                return;
            }
            if (stoodStill > 0) {
                frozenBefore = frozenInAll;
                loop.at(loop.nanos() + stoodStill, this);
                return;
            }
            gauge.answered(loop.nanos() - cameAt, loop.nanos());
            Answer answer = answer(trouble);
            gauge.wereBusy(running.size(), loop.nanos());
            running.remove(this);
            request.answered(answer);
            takeFromQueue();
        }
    }
}

package io.meshclient.cluster;

import io.meshclient.cluster.HealthProbe.Result;
import io.meshclient.cluster.HealthProbe.Running;
import io.meshclient.time.MeshRuntime;
import io.meshclient.time.Timers.Timer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The checks of one endpoint, one after another: a timer, then a check, then a timer. Its lock is held for a few assignments;
 * closed, it does nothing more.
 */
final class EndpointCheck {

    private final HealthProbe probe;
    private final HealthProbe.Target target;
    private final MeshRuntime runtime;
    private final Consumer<Result> heard;
    private final LongSupplier pause;
    private @Nullable Timer timer;
    private @Nullable Running running;
    private int rounds;
    private boolean closed;

    /**
     * Not started.
     *
     * @param heard hears each result
     * @param pause the time to the next check, in nanoseconds, asked after each
     */
    EndpointCheck(
            HealthProbe probe,
            HealthProbe.Target target,
            MeshRuntime runtime,
            Consumer<Result> heard,
            LongSupplier pause) {
        this.probe = probe;
        this.target = target;
        this.runtime = runtime;
        this.heard = heard;
        this.pause = pause;
    }

    synchronized void after(long nanos) {
        if (!closed) {
            timer = runtime.timers().schedule(nanos, this::check);
        }
    }

    private void check() {
        int round;
        synchronized (this) {
            if (closed) {
                return;
            }
            round = ++rounds;
        }
        Running started = probe.start(target, result -> ended(round, result));
        boolean late;
        synchronized (this) {
            late = closed;
            running = rounds == round ? started : running; // it may have ended by now
        }
        if (late) {
            started.cancel();
        }
    }

    private void ended(int round, Result result) {
        synchronized (this) {
            if (closed || rounds != round) {
                return;
            }
            rounds++; // a second word about this check counts for nothing
            running = null;
        }
        heard.accept(result);
        after(pause.getAsLong());
    }

    void close() {
        Running last;
        synchronized (this) {
            closed = true;
            last = running;
            if (timer != null) {
                timer.cancel();
            }
        }
        if (last != null) {
            last.cancel();
        }
    }
}

package io.meshclient.time;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Timers on one daemon thread, which starts with the first task. */
final class SystemTimers implements Timers, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SystemTimers.class);
    private static final Timer DONE = () -> {};

    private final ScheduledThreadPoolExecutor executor;

    SystemTimers(String threadName) {
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, threadName);
            thread.setDaemon(true); // a job's JVM must be able to end
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true); // a cancelled timer must not keep its call in memory
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        try {
            ScheduledFuture<?> future =
                    executor.schedule(() -> runSafely(task), Math.max(0, delayNanos), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException closed) {
            return DONE; // after close() nothing is due any more
        }
    }

    @SuppressWarnings("CatchAndPrintStackTrace")
    private static void runSafely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("A timer task of the mesh failed", e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}

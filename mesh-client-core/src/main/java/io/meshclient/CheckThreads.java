package io.meshclient;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads for active health checks: so many at once, the others wait. There is none until one is needed; all are daemons. */
final class CheckThreads implements Executor, AutoCloseable {

    private static final int AT_ONCE = 16; // with the default timeout of 1 s, 160 endpoints that hang in each 10 s

    private final ThreadPoolExecutor executor;

    CheckThreads() {
        executor = new ThreadPoolExecutor(AT_ONCE, AT_ONCE, 15, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "mesh-client-health-check");
            thread.setDaemon(true);
            return thread;
        });
        executor.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable check) {
        executor.execute(check);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}

package io.meshclient;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads for what endpoints are asked beside calls: so many at once, the others wait. None until one is needed; all are daemons. */
final class CheckThreads implements Executor, AutoCloseable {

    private final ThreadPoolExecutor executor;

    CheckThreads(String name, int atOnce) {
        executor = new ThreadPoolExecutor(atOnce, atOnce, 15, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, name);
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

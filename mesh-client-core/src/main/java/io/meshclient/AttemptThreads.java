package io.meshclient;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.Dispatcher;

/**
 * Threads for attempts that run beside each other, and the dispatcher that counts all attempts. Attempts of the user's own
 * dispatcher would wait for the very calls that wait for them. There is no thread until one is needed; all are daemons.
 */
final class AttemptThreads implements Executor, AutoCloseable {

    private static final int NO_LIMIT = 10_000; // the services' caps are the limits

    private final ThreadPoolExecutor executor =
            new ThreadPoolExecutor(0, Integer.MAX_VALUE, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "mesh-client-attempt");
                thread.setDaemon(true);
                return thread;
            });

    Dispatcher dispatcher() {
        Dispatcher dispatcher = new Dispatcher(executor);
        dispatcher.setMaxRequests(NO_LIMIT);
        dispatcher.setMaxRequestsPerHost(NO_LIMIT);
        return dispatcher;
    }

    @Override
    public void execute(Runnable attempt) {
        executor.execute(attempt);
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}

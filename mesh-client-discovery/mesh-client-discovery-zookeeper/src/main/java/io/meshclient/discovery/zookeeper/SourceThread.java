package io.meshclient.discovery.zookeeper;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The daemon thread of a source, which begins with the first task. After its end tasks are dropped. */
final class SourceThread implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(SourceThread.class);

    private final ExecutorService executor = Executors.newSingleThreadExecutor(SourceThread::daemon);

    /** Every thread of this module, and those of Curator, is made here. */
    static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "mesh-client-zookeeper");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void execute(Runnable task) {
        try {
            executor.execute(() -> run(task));
        } catch (RejectedExecutionException closed) {
            // nobody waits for it any more
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("A task of the ZooKeeper discovery failed", e);
        }
    }

    /** Runs a last task, and waits for its end, but not for longer than given. */
    void end(Runnable last, Duration patience) {
        CountDownLatch ended = new CountDownLatch(1);
        execute(() -> {
            try {
                last.run();
            } finally {
                ended.countDown();
            }
        });
        executor.shutdown();
        try {
            if (!ended.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("The session with ZooKeeper ends later"); // on its own, nobody needs to wait for it
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

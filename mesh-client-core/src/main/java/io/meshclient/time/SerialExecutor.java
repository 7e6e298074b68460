package io.meshclient.time;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one after another, in the order in which they came, on the threads of those who bring them: whoever finds
 * nobody working drains the queue. No lock is held while a task runs, so a task may bring further tasks; they run after
 * it. A task's exception is logged and does not stop the next.
 */
@Internal
public final class SerialExecutor implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(SerialExecutor.class);

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Thread> draining = new AtomicReference<>();

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        drain();
    }

    private void drain() {
        do {
            if (!draining.compareAndSet(null, Thread.currentThread())) {
                return; // whoever drains will see our task: it looks again after it has let go
            }
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                runSafely(task);
            }
            draining.set(null);
        } while (!tasks.isEmpty());
    }

    private static void runSafely(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) { // also a checked one that Kotlin code lets through: nobody would drain any more
            LOG.warn("A serial task of the mesh failed", e);
        }
    }
}

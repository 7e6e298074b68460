package io.meshclient.discovery.eureka;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thing after another, in the order in which they came, on the threads of those who bring them; what one of them
 * brings runs after it. So what is touched only here needs no lock, and nobody waits.
 */
final class Turns {

    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    void take(Runnable task) {
        waiting.add(task);
        if (count.getAndIncrement() != 0) {
            return; // whoever is at it takes this one too
        }
        do {
            Runnable next = waiting.poll();
            if (next != null) {
                run(next);
            }
        } while (count.decrementAndGet() != 0);
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) { // nobody would come to a turn any more
            LOG.warn("A step of Eureka's discovery failed", e);
        }
    }
}

package io.meshclient.benchmarks.faults.trouble;

import io.meshclient.benchmarks.faults.server.Line;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;

/** A line that is cut while somebody uses it. */
final class Cut {

    private final FutureTask<Void> task;

    private Cut(Duration after, Line line) {
        task = new FutureTask<>(() -> {
            LockSupport.parkNanos(after.toNanos());
            line.cut();
            return null;
        });
    }

    static Cut after(Duration time, Line line) {
        Cut cut = new Cut(time, line);
        new Thread(cut.task, "faults-cut").start();
        return cut;
    }

    void await() throws IOException, InterruptedException {
        try {
            task.get();
        } catch (ExecutionException e) {
            throw new IOException("The line could not be cut", e.getCause());
        }
    }
}

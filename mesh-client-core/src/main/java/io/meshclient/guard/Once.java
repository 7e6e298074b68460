package io.meshclient.guard;

import java.util.concurrent.atomic.AtomicBoolean;

/** Runs a task the first time it is run. */
final class Once extends AtomicBoolean implements Runnable {

    private static final long serialVersionUID = 1L;

    private final transient Runnable task;

    Once(Runnable task) {
        this.task = task;
    }

    @Override
    public void run() {
        if (compareAndSet(false, true)) {
            task.run();
        }
    }
}

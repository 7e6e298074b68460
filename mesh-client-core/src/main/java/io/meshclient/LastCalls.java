package io.meshclient;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/** The wait of a mesh that is being closed for the calls that are still in flight. */
final class LastCalls {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition returned = lock.newCondition();

    void await(IntSupplier inFlight, Duration atMost) {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (inFlight.getAsInt() > 0 && left > 0) {
                left = returned.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // who is in a hurry does not wait for calls
        } finally {
            lock.unlock();
        }
    }

    /** One has ended. */
    void returned() {
        lock.lock();
        try {
            returned.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

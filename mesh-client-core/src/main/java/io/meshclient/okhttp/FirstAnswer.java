package io.meshclient.okhttp;

import io.meshclient.cluster.Cluster;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The wait for a service's endpoints. */
final class FirstAnswer {

    private FirstAnswer() {}

    /**
     * A service whose source has not answered yet is worth waiting for, as long as the call's time lasts. Nothing is held
     * meanwhile but the call's place under the cap.
     *
     * @return whether it had to wait
     * @throws InterruptedIOException if the thread is interrupted meanwhile
     */
    static boolean await(Cluster cluster, CallScope scope, long deadline) throws InterruptedIOException {
        CompletableFuture<Boolean> answer = cluster.firstAnswer();
        if (answer.isDone()) {
            return false;
        }
        Thread caller = Thread.currentThread();
        var woken = answer.thenRun(() -> LockSupport.unpark(caller)); // a permit stays, whichever comes first
        try {
            long now = scope.now();
            while (!answer.isDone() && !scope.hook().isCanceled() && now < deadline) {
                scope.hook().park(Math.min(deadline - now, TimeUnit.SECONDS.toNanos(1)));
                now = scope.now();
            }
        } finally {
            woken.cancel(false);
        }
        return true;
    }
}

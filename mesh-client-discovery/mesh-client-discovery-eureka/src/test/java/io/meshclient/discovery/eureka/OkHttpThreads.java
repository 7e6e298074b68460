package io.meshclient.discovery.eureka;

import java.util.concurrent.CountDownLatch;
import okhttp3.internal.concurrent.TaskRunner;
import okio.AsyncTimeout;

/**
 * The threads that all of OkHttp's clients in a process share. They live for a minute after their last task; a test that
 * counts threads has to find them there, or it takes them for those of the discovery.
 */
final class OkHttpThreads {

    private static final int ENOUGH = 8;

    private OkHttpThreads() {}

    static void awake() {
        CountDownLatch all = new CountDownLatch(ENOUGH);
        for (int i = 0; i < ENOUGH; i++) {
            TaskRunner.INSTANCE.getBackend().execute(TaskRunner.INSTANCE, () -> {
                all.countDown();
                try {
                    all.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        AsyncTimeout timeout = new AsyncTimeout();
        timeout.timeout(1, java.util.concurrent.TimeUnit.MINUTES);
        timeout.enter();
        timeout.exit();
    }
}

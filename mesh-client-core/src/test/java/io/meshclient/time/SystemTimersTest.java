package io.meshclient.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.time.Timers.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SystemTimersTest {

    private final SystemTimers timers = new SystemTimers("timers-under-test");

    @AfterEach
    void close() {
        timers.close();
    }

    @Test
    void tasksRunOnOneDaemonThread() throws Exception {
        CompletableFuture<Thread> ran = new CompletableFuture<>();

        timers.schedule(-1, () -> ran.complete(Thread.currentThread()));

        Thread thread = ran.get(10, TimeUnit.SECONDS);
        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getName()).isEqualTo("timers-under-test");
    }

    @Test
    void aTaskWaitsForItsTime() throws Exception {
        long start = System.nanoTime();
        CompletableFuture<Long> ran = new CompletableFuture<>();

        timers.schedule(30_000_000, () -> ran.complete(System.nanoTime()));

        assertThat(ran.get(10, TimeUnit.SECONDS) - start).isGreaterThanOrEqualTo(30_000_000);
    }

    @Test
    void aCancelledTaskDoesNotRun() throws Exception {
        AtomicBoolean ran = new AtomicBoolean();
        CountDownLatch later = new CountDownLatch(1);

        Timer timer = timers.schedule(20_000_000, () -> ran.set(true));
        timer.cancel();
        timers.schedule(40_000_000, later::countDown);

        assertThat(later.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(ran).isFalse();
    }

    @Test
    void aTaskThatThrowsHarmsNoOther() throws Exception {
        CountDownLatch later = new CountDownLatch(1);

        timers.schedule(0, () -> {
            throw new IllegalStateException("on purpose");
        });
        timers.schedule(1_000_000, later::countDown);

        assertThat(later.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void closeEndsTheThreadAndDropsWhatIsDueLater() throws Exception {
        CompletableFuture<Thread> ran = new CompletableFuture<>();
        AtomicBoolean late = new AtomicBoolean();
        timers.schedule(0, () -> ran.complete(Thread.currentThread()));
        Thread thread = ran.get(10, TimeUnit.SECONDS);
        timers.schedule(1_000_000_000, () -> late.set(true));

        timers.close();
        timers.schedule(0, () -> late.set(true)).cancel();

        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
        assertThat(late).isFalse();
    }

    @Test
    void theSystemsRuntimeClosesItsTimersAndNobodyElses() throws Exception {
        CompletableFuture<Thread> own = new CompletableFuture<>();
        MeshRuntime system = MeshRuntime.system();
        system.timers().schedule(0, () -> own.complete(Thread.currentThread()));
        Thread thread = own.get(10, TimeUnit.SECONDS);

        system.close();

        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
    }
}

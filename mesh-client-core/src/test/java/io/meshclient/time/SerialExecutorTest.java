package io.meshclient.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SerialExecutorTest {

    private final SerialExecutor serial = new SerialExecutor();
    private final List<String> ran = new ArrayList<>();

    @Test
    void aTaskRunsOnTheThreadThatBringsIt() {
        List<Thread> threads = new ArrayList<>();

        serial.execute(() -> threads.add(Thread.currentThread()));

        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void aTaskBroughtByATaskRunsAfterIt() {
        serial.execute(() -> {
            serial.execute(() -> ran.add("inner"));
            ran.add("outer");
        });

        assertThat(ran).containsExactly("outer", "inner");
    }

    @Test
    void anExceptionStopsNothing() {
        serial.execute(() -> {
            serial.execute(() -> ran.add("after"));
            throw new IllegalStateException("on purpose");
        });
        serial.execute(() -> {
            throw new AssertionError("on purpose");
        });
        serial.execute(() -> ran.add("last"));

        assertThat(ran).containsExactly("after", "last");
    }

    @Test
    void aSneakyCheckedExceptionDoesNotJamIt() {
        serial.execute(() -> sneak(new Exception("on purpose")));
        serial.execute(() -> ran.add("after"));

        assertThat(ran).containsExactly("after");
    }

    @Test
    void manyThreadsBringTasksAndEachRunsOnceAloneAndInItsThreadsOrder() throws InterruptedException {
        int threads = 4;
        int each = 5_000;
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        List<int[]> order = new ArrayList<>(); // guarded by the executor under test
        CountDownLatch done = new CountDownLatch(threads * each);
        List<Thread> started = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int thread = t;
            Thread runner = new Thread(() -> {
                for (int i = 0; i < each; i++) {
                    int number = i;
                    serial.execute(() -> {
                        if (inside.incrementAndGet() > 1) {
                            overlaps.incrementAndGet();
                        }
                        order.add(new int[] {thread, number});
                        inside.decrementAndGet();
                        done.countDown();
                    });
                }
            });
            runner.start();
            started.add(runner);
        }
        for (Thread runner : started) {
            runner.join();
        }

        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(overlaps).hasValue(0);
        for (int t = 0; t < threads; t++) {
            int thread = t;
            List<Integer> numbers = order.stream()
                    .filter(entry -> entry[0] == thread)
                    .map(entry -> entry[1])
                    .toList();
            assertThat(numbers).hasSize(each).isSorted();
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable failure) throws E {
        throw (E) failure;
    }
}

package io.meshclient.spring.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.ServiceInstance;

/** When a target is asked for, in virtual time. */
class TargetWatchTest {

    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final Duration PACE = Duration.ofNanos(TargetWatch.PACE_NANOS);

    private final VirtualTime time = new VirtualTime();
    private final FakeRegistry registry = new FakeRegistry().with("orders", "10.0.0.1:80");
    private final Recorder recorder = new Recorder();
    private final Queue<Runnable> held = new ArrayDeque<>();

    private TargetWatch watch(Registry client, Executor threads) {
        return new TargetWatch(
                "orders", Discoveries.polling(client, Map.of("interval", "30s")), threads, time.runtime(), recorder);
    }

    private TargetWatch awake() {
        TargetWatch watch = watch(registry.blocking()::getInstances, Runnable::run);
        watch.wake();
        return watch;
    }

    /** A watch whose questions wait until the test runs them. */
    private TargetWatch slow() {
        TargetWatch watch = watch(registry.blocking()::getInstances, held::add);
        watch.wake();
        return watch;
    }

    private int asked() {
        return registry.asked.get();
    }

    @Test
    void nothingIsAskedBeforeItIsWokenAndThenAtOnce() {
        TargetWatch watch = watch(registry.blocking()::getInstances, Runnable::run);
        time.advance(INTERVAL.multipliedBy(3));
        watch.beat();
        time.runDue();
        assertThat(asked()).isZero();

        watch.wake();
        watch.wake();

        assertThat(asked()).isOne();
        assertThat(recorder.heard).containsExactly("[10.0.0.1:80]");
    }

    @Test
    void itIsAskedAgainAfterTheIntervalWithJitter() {
        awake();
        List<Duration> gaps = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            gaps.add(time.pendingDelays().get(0));
            time.advanceToNext();
        }
        assertThat(asked()).isEqualTo(51);
        assertThat(gaps).allSatisfy(gap -> assertThat(gap).isBetween(Duration.ofSeconds(27), INTERVAL));
        assertThat(gaps).doesNotHaveDuplicates();
    }

    @Test
    void aHeartbeatAsksAtOnce() {
        TargetWatch watch = awake();
        time.advance(Duration.ofSeconds(5));
        registry.with("orders", "10.0.0.2:80");

        watch.beat();
        assertThat(asked()).as("not on the thread that publishes the event").isOne();
        time.runDue();

        assertThat(asked()).isEqualTo(2);
        assertThat(recorder.heard).last().isEqualTo("[10.0.0.2:80]");
        assertThat(time.pendingDelays())
                .as("the interval begins anew")
                .singleElement()
                .satisfies(next -> assertThat(next).isBetween(Duration.ofSeconds(27), INTERVAL));
    }

    /** Consul's catalog of a large cluster changes all the time. */
    @Test
    void manyHeartbeatsAskOnceASecond() {
        TargetWatch watch = awake();
        for (int i = 0; i < 100; i++) {
            watch.beat();
            time.advance(Duration.ofMillis(100));
        }
        assertThat(time.elapsed()).isEqualTo(PACE.multipliedBy(10));
        assertThat(asked()).isBetween(10, 11);
    }

    @Test
    void aHeartbeatDuringAQuestionAsksOnceMore() {
        TargetWatch watch = slow();
        watch.beat();
        watch.beat();
        time.runDue();
        assertThat(held).as("one question at a time").hasSize(1);
        time.advance(Duration.ofMillis(300));

        held.remove().run();

        assertThat(time.pendingDelays()).containsExactly(Duration.ofMillis(700));
        time.advanceToNext();
        held.remove().run();
        assertThat(asked()).isEqualTo(2);
        assertThat(time.pendingDelays().get(0)).isGreaterThan(Duration.ofSeconds(26));
    }

    @Test
    void failuresAreToldAndBackOffUntilTheFirstAnswer() {
        awake();
        registry.fail();
        time.advanceToNext();
        assertThat(recorder.heard)
                .last()
                .isEqualTo("failure: The discovery client failed to answer for 'orders':"
                        + " java.lang.IllegalStateException: the registry is away");
        for (int failures = 1; failures <= 10; failures++) {
            Duration bound = Duration.ofMillis(Math.min(10_000, 500L << (failures - 1)));
            assertThat(time.pendingDelays().get(0)).isLessThanOrEqualTo(bound);
            time.advanceToNext();
        }
        registry.with("orders", "10.0.0.1:80");
        time.advanceToNext();
        assertThat(recorder.heard).last().isEqualTo("[10.0.0.1:80]");
        assertThat(time.pendingDelays().get(0)).isGreaterThan(Duration.ofSeconds(26));
        registry.fail();
        time.advanceToNext();
        assertThat(time.pendingDelays().get(0)).as("from the first bound").isLessThanOrEqualTo(Duration.ofMillis(500));
    }

    @Test
    void anErrorIsAFailureToo() {
        int[] calls = {0};
        TargetWatch watch = watch(
                target -> {
                    if (calls[0]++ == 0) {
                        throw new NoClassDefFoundError("com/example/Missing");
                    }
                    return List.of(FakeRegistry.instance("orders", "10.0.0.1", 80));
                },
                Runnable::run);
        watch.wake();
        time.advanceToNext();
        assertThat(recorder.heard.get(0)).contains("NoClassDefFoundError").contains("com/example/Missing");
        assertThat(recorder.heard).last().isEqualTo("[10.0.0.1:80]");
    }

    @Test
    void aQuestionThatWaitsTooLongIsAFailureAndItsLateAnswerIsNotTold() {
        slow();
        Runnable late = held.remove();
        time.advance(Duration.ofSeconds(10));
        assertThat(recorder.heard)
                .containsExactly("failure: The discovery client did not answer for 'orders' within 10000 ms"
                        + " (mesh.client.discovery.spring-cloud.timeout)");

        late.run();
        assertThat(recorder.heard).hasSize(1);
        assertThat(asked()).as("a question that nobody waits for is not asked").isZero();

        time.advance(Duration.ofMillis(500));
        held.remove().run();
        assertThat(recorder.heard).last().isEqualTo("[10.0.0.1:80]");
    }

    @Test
    void theThreadOfAClientThatHangsIsInterrupted() throws Exception {
        CountDownLatch asking = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        TargetWatch watch = watch(
                target -> {
                    asking.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException("interrupted", e);
                    }
                    return List.<ServiceInstance>of();
                },
                task -> {
                    Thread thread = new Thread(task);
                    threads.add(thread);
                    thread.start();
                });
        watch.wake();
        asking.await();

        time.advance(Duration.ofSeconds(10));

        threads.get(0).join(10_000);
        assertThat(threads.get(0).isAlive()).isFalse();
        assertThat(recorder.heard).singleElement().asString().contains("did not answer");
        watch.close();
        await().until(() -> threads.stream().noneMatch(Thread::isAlive));
        assertThat(time.pending()).isEmpty();
    }

    @Test
    void asleepNothingIsAskedAndWhatWasAskedIsNotTold() {
        TargetWatch watch = slow();
        watch.sleep();
        held.remove().run();
        watch.beat();
        time.advance(INTERVAL.multipliedBy(2));
        assertThat(asked()).isZero();
        assertThat(recorder.heard).isEmpty();
        assertThat(time.pending()).isEmpty();

        watch.wake();
        held.remove().run();
        assertThat(recorder.heard).containsExactly("[10.0.0.1:80]");
    }

    @Test
    void closedItIsNeverWokenAgain() {
        TargetWatch watch = awake();
        watch.close();
        watch.close();
        watch.wake();
        watch.beat();
        time.advance(INTERVAL.multipliedBy(2));
        assertThat(asked()).isOne();
        assertThat(time.pending()).isEmpty();
    }
}

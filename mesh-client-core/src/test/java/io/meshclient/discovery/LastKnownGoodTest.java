package io.meshclient.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LastKnownGoodTest {

    private static final EndpointSet A = set("a:1");
    private static final EndpointSet B = set("b:1");
    private static final Duration GUARD = Duration.ofSeconds(30);

    private final VirtualTime time = new VirtualTime();
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private Consumer<EndpointSet> onSet = set -> {};
    private final LastKnownGood good = guardedBy(GUARD);

    @Test
    void aFailureKeepsTheLastGoodSet() {
        good.onEndpoints(A);
        good.onFailure(new IllegalStateException("down"));
        good.onFailure(new IllegalStateException("still down"));
        assertThat(good.lastError()).hasMessage("still down");

        good.onEndpoints(A);

        assertThat(heard).containsExactly("[a:1]", "lost down", "back");
        assertThat(good.lastError()).isNull();
    }

    @Test
    void withoutAnySetTheFailureIsPassedOn() {
        good.onFailure(new IllegalStateException("down"));
        good.onEndpoints(A);

        assertThat(heard).containsExactly("lost down", "failure down", "back", "[a:1]");
    }

    @Test
    void anEqualSetStopsHere() {
        good.onEndpoints(set("a:1", "b:1"));
        good.onEndpoints(set("b:1", "a:1"));

        assertThat(heard).containsExactly("[a:1, b:1]");
    }

    @Test
    void anEmptySetIsHeldBackFromItsFirstTimeOn() {
        good.onEndpoints(A);
        good.onEndpoints(EndpointSet.EMPTY);
        time.advance(Duration.ofSeconds(20));
        good.onEndpoints(EndpointSet.EMPTY);
        time.advance(Duration.ofSeconds(10).minusNanos(1));
        assertThat(heard).containsExactly("[a:1]", "held PT30S");

        time.advance(Duration.ofNanos(1));

        assertThat(heard).containsExactly("[a:1]", "held PT30S", "[]");
        assertThat(time.pending()).isEmpty();
    }

    @Test
    void endpointsThatComeMeanwhileMakeItVoid() {
        good.onEndpoints(A);
        good.onEndpoints(EndpointSet.EMPTY);
        good.onEndpoints(A);
        time.advance(GUARD);

        assertThat(heard).containsExactly("[a:1]", "held PT30S");
        assertThat(time.pending()).isEmpty();
    }

    @Test
    void aSourceThatFailsIsNotBelievedThatThereIsNothing() {
        good.onEndpoints(A);
        good.onEndpoints(EndpointSet.EMPTY);
        good.onFailure(new IllegalStateException("down"));
        time.advance(GUARD);
        assertThat(heard).containsExactly("[a:1]", "held PT30S", "lost down");

        good.onEndpoints(EndpointSet.EMPTY);
        time.advance(GUARD);

        assertThat(heard).containsExactly("[a:1]", "held PT30S", "lost down", "back", "held PT30S", "[]");
    }

    @Test
    void withoutEndpointsOrWithoutAGuardAnEmptySetPassesAtOnce() {
        good.onEndpoints(EndpointSet.EMPTY);
        LastKnownGood unguarded = guardedBy(Duration.ZERO);
        unguarded.onEndpoints(A);
        unguarded.onEndpoints(EndpointSet.EMPTY);

        assertThat(heard).containsExactly("[]", "[a:1]", "[]");
        assertThat(time.pending()).isEmpty();
    }

    @Test
    void afterCloseNothingIsHeardAndNoTimerIsLeft() {
        good.onEndpoints(A);
        good.onEndpoints(EndpointSet.EMPTY);

        good.close();
        good.onEndpoints(B);
        good.onFailure(new IllegalStateException("down"));
        time.advance(GUARD);

        assertThat(heard).containsExactly("[a:1]", "held PT30S");
        assertThat(time.pending()).isEmpty();
    }

    @Test
    void closingFromWithinACallWorks() {
        onSet = set -> good.close();

        good.onEndpoints(A);
        good.onEndpoints(B);

        assertThat(heard).containsExactly("[a:1]");
    }

    @Test
    void ofSetsThatComeWhileTheListenerIsBusyItHearsTheNewest() {
        onSet = set -> {
            if (set.equals(A)) {
                good.onEndpoints(set("x:1"));
                good.onEndpoints(set("y:1"));
                good.onEndpoints(B);
            }
        };

        good.onEndpoints(A);

        assertThat(heard).containsExactly("[a:1]", "[b:1]");
    }

    @Test
    void aListenerThatThrowsDoesNoHarm() {
        onSet = set -> {
            throw new IllegalStateException("on purpose");
        };

        good.onEndpoints(A);
        good.onEndpoints(B);

        assertThat(heard).containsExactly("[a:1]", "[b:1]");
    }

    @Test
    void itKnowsWhenTheSetLastChanged() {
        time.advance(Duration.ofSeconds(1));
        good.onEndpoints(A);
        long changed = time.nanos();
        time.advance(Duration.ofSeconds(1));
        good.onEndpoints(A);
        good.onFailure(new IllegalStateException("down"));

        assertThat(good.lastChangeNanos()).isEqualTo(changed);
    }

    @Test
    void manyThreadsNeverCallTheListenerTwiceAtOnce() throws InterruptedException {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        onSet = set -> {
            overlaps.addAndGet(inside.getAndIncrement());
            Thread.yield();
            inside.decrementAndGet();
        };
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = Stream.of(1, 2, 3, 4)
                .map(number -> new Thread(() -> {
                    try {
                        start.await();
                    } catch (InterruptedException e) {
                        return;
                    }
                    for (int i = 1; i <= 1_000; i++) {
                        good.onEndpoints(set("t" + number + ":" + i));
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(overlaps).hasValue(0);
        assertThat(heard.get(heard.size() - 1)).matches("\\[t\\d:1000]");
    }

    private LastKnownGood guardedBy(Duration guard) {
        Listener downstream = new Listener() {
            @Override
            public void onEndpoints(EndpointSet set) {
                heard.add(set.endpoints().stream().map(Endpoint::key).toList().toString());
                onSet.accept(set);
            }

            @Override
            public void onFailure(Throwable failure) {
                heard.add("failure " + failure.getMessage());
            }
        };
        return new LastKnownGood(time.runtime(), guard, downstream, new LastKnownGood.SourceEvents() {
            @Override
            public void lost(Throwable why) {
                heard.add("lost " + why.getMessage());
            }

            @Override
            public void back() {
                heard.add("back");
            }

            @Override
            public void emptyHeldBack(Duration held) {
                heard.add("held " + held);
            }
        });
    }

    private static EndpointSet set(String... keys) {
        return EndpointSet.of(Stream.of(keys).map(Endpoint::parse).toList());
    }
}

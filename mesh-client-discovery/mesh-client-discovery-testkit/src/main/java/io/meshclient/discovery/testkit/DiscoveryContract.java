package io.meshclient.discovery.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.Listener;
import io.meshclient.discovery.Subscription;
import io.meshclient.endpoint.EndpointSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Discovery} keeps. Extend it, say how to make the discovery and how to make its source say something,
 * and run it as any JUnit class. What a source cannot do is reported as not run: {@link DiscoverySuite} lists what else it
 * may be asked for.
 */
public abstract class DiscoveryContract extends DiscoveryFaults {

    private static final Duration REST = Duration.ofMillis(300);

    /** For whoever extends it. */
    protected DiscoveryContract() {}

    /** The first answer comes without a change, and is the full set. */
    @Test
    protected void theFirstAnswerComesInTime() throws Exception {
        Heard heard = new Heard();
        opened().subscribe(TARGET, heard);

        assertHears(heard, first);
        assertThat(heard.sets().get(0)).isEqualTo(first);
    }

    /** A target that nobody knows is answered too: by a failure or by an empty set. */
    @Test
    protected void anUnknownTargetIsAnsweredInTime() throws Exception {
        Heard heard = new Heard();
        opened().subscribe("nobody-knows-this", heard);

        assertThat(heard.await(patience(), all -> all.calls() > 0))
                .as("an answer within %s", patience())
                .isTrue();
        assertThat(heard.sets()).allMatch(EndpointSet::isEmpty);
    }

    /** Each set is a full one, none comes after a newer one, and the last one arrives. */
    @Test
    protected void changesArriveAsFullSetsInOrder() throws Exception {
        assumeTrue(changes(), "the source cannot change");
        Heard heard = new Heard();
        opened().subscribe(TARGET, heard);
        assertHears(heard, first);
        publish(TARGET, second);
        assertHears(heard, second);
        publish(TARGET, third);
        assertHears(heard, third);

        List<EndpointSet> order = List.of(first, second, third);
        assertThat(heard.sets()).as("only full sets").isSubsetOf(order);
        assertThat(heard.sets().stream().map(order::indexOf).toList()).isSorted();
        assertThat(heard.overlapped()).as("called twice at the same time").isFalse();
    }

    /** No endpoints is an answer, which arrives as an empty set. */
    @Test
    protected void anEmptySetIsAnAnswer() throws Exception {
        assumeTrue(changes(), "the source cannot change");
        Heard heard = new Heard();
        opened().subscribe(TARGET, heard);
        assertHears(heard, first);

        publish(TARGET, EndpointSet.EMPTY);

        assertHears(heard, EndpointSet.EMPTY);
    }

    /** A failure is told as one, takes no endpoints away, and ends with a set, even if that is the old one. */
    @Test
    protected void aFailureNeverEmpties() throws Exception {
        Heard heard = new Heard();
        opened().subscribe(TARGET, heard);
        assertHears(heard, first);
        assumeTrue(breakSource(), "the source cannot fail");

        assertThat(heard.await(patience(), all -> !all.failures().isEmpty()))
                .as("the failure within %s", patience())
                .isTrue();
        int sets = heard.sets().size();
        publish(TARGET, first);

        assertThat(heard.await(patience(), all -> all.sets().size() > sets))
                .as("a set after the failure within %s", patience())
                .isTrue();
        assertThat(heard.sets()).noneMatch(EndpointSet::isEmpty);
    }

    /** After a subscription is closed its listener hears nothing, and another one still does. */
    @Test
    protected void closingASubscriptionEndsItsCallsAndNoOthers() throws Exception {
        Discovery discovery = opened();
        Heard leaving = new Heard();
        Heard staying = new Heard();
        Subscription subscription = discovery.subscribe(TARGET, leaving);
        discovery.subscribe(TARGET, staying);
        assertHears(leaving, first);
        assertHears(staying, first);

        subscription.close();
        subscription.close();
        int before = leaving.calls();
        if (changes()) {
            publish(TARGET, second);
            assertHears(staying, second);
            publish(TARGET, third);
            assertHears(staying, third); // whatever was on its way to the other has arrived by now
        }
        assertThat(leaving.calls()).as("calls after close").isEqualTo(before);
    }

    /** Many may subscribe at once; each hears everything. */
    @Test
    protected void subscriptionsMayComeFromManyThreads() throws Exception {
        Discovery discovery = opened();
        List<Heard> all = new ArrayList<>();
        ConcurrentLinkedQueue<Throwable> thrown = new ConcurrentLinkedQueue<>();
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Heard heard = new Heard();
            all.add(heard);
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                    discovery.subscribe(TARGET, heard);
                } catch (InterruptedException | RuntimeException e) {
                    thrown.add(e);
                }
            });
            thread.start();
            threads.add(thread);
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(thrown).isEmpty();
        for (Heard heard : all) {
            assertHears(heard, first);
        }
        if (changes()) {
            publish(TARGET, second);
        }
        for (Heard heard : all) {
            assertHears(heard, changes() ? second : first);
            assertThat(heard.overlapped()).as("called twice at the same time").isFalse();
        }
    }

    /** What one listener throws reaches neither the subscriber nor another listener. */
    @Test
    protected void aListenerThatThrowsDoesNoHarm() throws Exception {
        Discovery discovery = opened();
        Heard heard = new Heard();
        assertThatCode(() -> discovery.subscribe(TARGET, new Failing())).doesNotThrowAnyException();
        discovery.subscribe(TARGET, heard);

        assertHears(heard, first);
        if (changes()) {
            publish(TARGET, second);
            assertHears(heard, second);
        }
    }

    /** After the last subscription the source is left alone. */
    @Test
    protected void unsubscribingEndsAllWorkAtTheSource() throws Exception {
        assumeTrue(work().isPresent(), "the source does not count what it does");
        Heard heard = new Heard();
        Discovery discovery = opened();
        Subscription subscription = discovery.subscribe(TARGET, heard);
        discovery.subscribe("nobody-knows-this", new Heard()).close();
        assertHears(heard, first);
        assertThat(work().getAsLong()).as("work before").isPositive();

        subscription.close();
        pause(); // what is under way may end
        long before = work().getAsLong();
        if (changes()) {
            publish(TARGET, second);
        }
        pause();
        assertThat(work().getAsLong()).as("work for nobody").isEqualTo(before);
    }

    /** Longer than a test's source lets questions be apart. */
    Duration rest() {
        return REST;
    }

    private void pause() {
        long end = System.nanoTime() + rest().toNanos();
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    /** Closing ends all calls and all threads, in a second; it may be done twice; nobody can subscribe afterwards. */
    @Test
    protected void closingEndsEverything() throws Exception {
        Discovery discovery = opened();
        Heard heard = new Heard();
        discovery.subscribe(TARGET, heard);
        assertHears(heard, first);

        assertCloses(discovery);
        discovery.close();

        int before = heard.calls();
        if (changes()) {
            publish(TARGET, second);
        }
        assertThat(heard.calls()).as("calls after close").isEqualTo(before);
        assertThatThrownBy(() -> discovery.subscribe(TARGET, heard)).isInstanceOf(IllegalStateException.class);
    }

    private static final class Failing implements Listener {
        @Override
        public void onEndpoints(EndpointSet set) {
            throw new IllegalStateException("on purpose");
        }

        @Override
        public void onFailure(Throwable failure) {
            throw new IllegalStateException("on purpose");
        }
    }
}

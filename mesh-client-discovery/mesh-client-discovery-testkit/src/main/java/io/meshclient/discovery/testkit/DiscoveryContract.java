package io.meshclient.discovery.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.Listener;
import io.meshclient.discovery.Subscription;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Discovery} keeps. Extend it, say how to make the discovery and how to make its source say something,
 * and run it as any JUnit class. What a source cannot do is reported as not run.
 */
public abstract class DiscoveryContract {

    private static final String TARGET = "orders";

    private final EndpointSet first = set("10.0.0.1:80", "10.0.0.2:80", "10.0.0.3:80");
    private final EndpointSet second = set("10.0.0.2:80", "10.0.0.3:80", "10.0.0.4:80");
    private final EndpointSet third = set("10.0.0.5:80", "10.0.0.6:80");

    private final Set<Thread> threadsBefore = new HashSet<>();
    private final List<Discovery> made = new ArrayList<>();

    /**
     * Makes the discovery under test, which asks the source that {@link #publish} fills.
     *
     * @return a new discovery
     * @throws Exception fails the test
     */
    protected abstract Discovery create() throws Exception;

    /**
     * Makes the source say that a target has these endpoints. Called before {@link #create()} and, if {@link #changes()},
     * after it.
     *
     * @param target what the source calls the service
     * @param set all of its endpoints; of weight 1, without metadata
     * @throws Exception fails the test
     */
    protected abstract void publish(String target, EndpointSet set) throws Exception;

    /**
     * Whether what the source says can change.
     *
     * @return false for a fixed list
     */
    protected boolean changes() {
        return true;
    }

    /**
     * Makes the source fail, until the next {@link #publish}.
     *
     * @return false if it cannot fail
     * @throws Exception fails the test
     */
    protected boolean breakSource() throws Exception {
        return false;
    }

    /**
     * How long an answer may take.
     *
     * @return 10 s unless overridden
     */
    protected Duration patience() {
        return Duration.ofSeconds(10);
    }

    /** Remembers which threads are there. */
    @BeforeEach
    final void rememberThreads() {
        threadsBefore.addAll(Thread.getAllStackTraces().keySet());
    }

    /** Closes what the test made. */
    @AfterEach
    final void closeAll() {
        made.forEach(Discovery::close);
    }

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

    /** Closing ends all calls and all threads; it may be done twice; nobody can subscribe afterwards. */
    @Test
    protected void closingEndsEverything() throws Exception {
        Discovery discovery = opened();
        Heard heard = new Heard();
        discovery.subscribe(TARGET, heard);
        assertHears(heard, first);

        discovery.close();
        discovery.close();

        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!threadsBefore.contains(thread)) {
                thread.join(patience().toMillis());
                assertThat(thread.isAlive()).as("%s lives after close", thread).isFalse();
            }
        }
        int before = heard.calls();
        if (changes()) {
            publish(TARGET, second);
        }
        assertThat(heard.calls()).as("calls after close").isEqualTo(before);
        assertThatThrownBy(() -> discovery.subscribe(TARGET, heard)).isInstanceOf(IllegalStateException.class);
    }

    private Discovery opened() throws Exception {
        publish(TARGET, first);
        Discovery discovery = create();
        made.add(discovery);
        return discovery;
    }

    private void assertHears(Heard heard, EndpointSet set) throws InterruptedException {
        assertThat(heard.await(patience(), all -> all.sets().contains(set)))
                .as("hears %s within %s; heard %s and %s", set.endpoints(), patience(), heard.sets(), heard.failures())
                .isTrue();
    }

    private static EndpointSet set(String... keys) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (String key : keys) {
            endpoints.add(Endpoint.parse(key));
        }
        return EndpointSet.of(endpoints);
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

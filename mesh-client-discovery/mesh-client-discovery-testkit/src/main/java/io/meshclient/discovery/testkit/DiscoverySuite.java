package io.meshclient.discovery.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.discovery.Discovery;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.time.MeshRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * The source under test as {@link DiscoveryContract} sees it: how to make a discovery for it, and what it can be brought to.
 * Two methods have to be written. Each of the others tells of something that not every source can do, and the tests of what
 * it cannot do are reported as not run.
 */
public abstract class DiscoverySuite {

    static final String TARGET = "orders";

    /** Threads that stay for all of the process: of OkHttp, of the JDK's child processes, and of the test's own servers. */
    private static final List<String> NOBODYS = List.of(
            "OkHttp TaskRunner",
            "Okio Watchdog",
            "process reaper",
            "Common-Cleaner",
            "ForkJoinPool.commonPool",
            "Attach Listener",
            HttpFront.THREADS);

    final EndpointSet first = set("10.0.0.1:80", "10.0.0.2:80", "10.0.0.3:80");
    final EndpointSet second = set("10.0.0.2:80", "10.0.0.3:80", "10.0.0.4:80");
    final EndpointSet third = set("10.0.0.5:80", "10.0.0.6:80");

    private final MeshRuntime runtime = MeshRuntime.system();
    private final Set<Thread> threadsBefore = new HashSet<>();
    private final List<Discovery> made = new ArrayList<>();

    /** For those of this package. */
    DiscoverySuite() {}

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
     * @param set all of its endpoints; of weight 1, without metadata, but for a fact of {@link #facts()}
     * @throws Exception fails the test
     */
    protected abstract void publish(String target, EndpointSet set) throws Exception;

    /**
     * The time and timers of the machine, for {@link #create()}; ended after the test.
     *
     * @return one for each test
     */
    protected final MeshRuntime runtime() {
        return runtime;
    }

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
     * What the source knows of an endpoint beside its address; a set that is {@link #publish published} may have it.
     *
     * @return nothing unless overridden
     */
    protected Set<Fact> facts() {
        return Set.of();
    }

    /**
     * How many endpoints the source can name for one target.
     *
     * @return 10,000 unless overridden; 0 where it cannot be brought to name many
     */
    protected int most() {
        return 10_000;
    }

    /**
     * Makes the source answer badly, until the next {@link #publish}. Over HTTP an {@link HttpFront} does it.
     *
     * @param how it answers
     * @return false if it cannot answer so
     * @throws Exception fails the test
     */
    protected boolean answer(BadAnswer how) throws Exception {
        return false;
    }

    /**
     * How many failures are heard until one of them is sure to be that of a bad answer.
     *
     * @return 1 unless overridden; 2 where the source breaks off what is under way before it answers badly
     */
    protected int failuresUntilSure() {
        return 1;
    }

    /**
     * What the discovery proves itself with, and tells nobody: a token, a password.
     *
     * @return nothing unless overridden
     */
    protected Optional<String> secret() {
        return Optional.empty();
    }

    /**
     * What the source has done for its clients so far: a number that grows with each question that it is asked, and with each
     * change that it sends to somebody who watches.
     *
     * @return nothing unless overridden, as of a source that does not count
     */
    protected OptionalLong work() {
        return OptionalLong.empty();
    }

    /**
     * Whether a thread is not the discovery's, and may be there after it was closed.
     *
     * @param thread which began after the test
     * @return whether it is one that OkHttp or the JDK keep for all of the process; to be widened by those of the source
     */
    protected boolean isNobodys(Thread thread) {
        return NOBODYS.stream().anyMatch(thread.getName()::startsWith);
    }

    /**
     * How long an answer may take.
     *
     * @return 10 s unless overridden
     */
    protected Duration patience() {
        return Duration.ofSeconds(10);
    }

    /** Remembers which threads are there, that of the timers included. */
    @BeforeEach
    final void rememberThreads() {
        runtime.timers().schedule(0, () -> {});
        threadsBefore.addAll(Thread.getAllStackTraces().keySet());
    }

    /** Closes what the test made. */
    @AfterEach
    final void closeAll() {
        made.forEach(Discovery::close);
        runtime.close();
    }

    final Discovery opened() throws Exception {
        publish(TARGET, first);
        return open(create());
    }

    /** Closed after the test. */
    final Discovery open(Discovery discovery) {
        made.add(discovery);
        return discovery;
    }

    /** Closes it, which may take a second, and waits until its threads have ended. */
    final void assertCloses(Discovery discovery) throws InterruptedException {
        long begin = System.nanoTime();
        discovery.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .as("time that closing takes")
                .isLessThan(Duration.ofSeconds(1));
        long end = System.nanoTime() + patience().toNanos();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            while (!threadsBefore.contains(thread) && thread.isAlive() && !isNobodys(thread)) {
                assertThat(System.nanoTime() - end)
                        .as("%s lives after close", thread)
                        .isNegative();
                thread.join(10);
            }
        }
    }

    final void assertHears(Heard heard, EndpointSet set) throws InterruptedException {
        assertThat(heard.await(patience(), all -> all.sets().contains(set)))
                .as("hears %s within %s; heard %s and %s", set.endpoints(), patience(), heard.sets(), heard.failures())
                .isTrue();
    }

    static EndpointSet set(String... keys) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (String key : keys) {
            endpoints.add(Endpoint.parse(key));
        }
        return EndpointSet.of(endpoints);
    }
}

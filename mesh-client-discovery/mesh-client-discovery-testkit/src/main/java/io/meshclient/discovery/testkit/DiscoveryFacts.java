package io.meshclient.discovery.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The part of {@link DiscoveryContract} about what is said of endpoints, and of how many. */
public abstract class DiscoveryFacts extends DiscoverySuite {

    /** A source in the same process, and its last answer, are included. */
    private static final long MOST_BYTES_KEPT = 10_000;

    /** For those of this package. */
    DiscoveryFacts() {}

    /** What the source knows of an endpoint arrives, and so does a change of it. */
    @ParameterizedTest(name = "{0}")
    @EnumSource
    protected void whatTheSourceKnowsArrives(Fact fact) throws Exception {
        assumeTrue(facts().contains(fact), () -> "the source does not know of " + fact);
        Heard heard = Heard.everything();
        Endpoint plain = Endpoint.parse("10.0.0.1:80");
        publish(TARGET, EndpointSet.of(List.of(plain, fact.of("10.0.0.2:80", true))));
        open(create()).subscribe(TARGET, heard);
        assertHears(heard, fact, true);

        assumeTrue(changes(), "the source cannot change");
        publish(TARGET, EndpointSet.of(List.of(plain, fact.of("10.0.0.2:80", false))));
        assertHears(heard, fact, false);
    }

    private void assertHears(Heard heard, Fact fact, boolean first) throws InterruptedException {
        Endpoint wanted = fact.of("10.0.0.2:80", first);
        Predicate<Endpoint> fits =
                endpoint -> endpoint.hasKeyOf(wanted) && fact.of(endpoint).equals(fact.of(wanted));
        assertThat(heard.await(
                        patience(), all -> all.last().endpoints().stream().anyMatch(fits)))
                .as(
                        "hears %s, %s; heard last %s",
                        fact, fact.of(wanted), heard.last().endpoints())
                .isTrue();
    }

    /** Ten thousand endpoints arrive, in a time and for a heap that are printed. */
    @Test
    protected void manyEndpointsArriveInTimeAndHeap() throws Exception {
        assumeTrue(most() > 0, "the source cannot name many endpoints");
        EndpointSet many = many(most());
        publish(TARGET, many);
        Heard heard = new Heard();
        long before = usedHeap();
        long begin = System.nanoTime();
        open(create()).subscribe(TARGET, heard);
        assertThat(heard.await(patience(), all -> all.last().endpoints().size() == most()))
                .as("%s endpoints within %s; failures: %s", most(), patience(), heard.failures())
                .isTrue();
        long millis = (System.nanoTime() - begin) / 1_000_000;
        long kept = Math.max(0, usedHeap() - before);
        System.out.printf(
                "%s: %,d endpoints heard after %d ms, %.1f MB kept%n",
                getClass().getSimpleName(), most(), millis, kept / 1e6);
        assertThat(heard.last()).isEqualTo(many);
        assertThat(kept / most()).as("bytes kept for each endpoint").isLessThan(MOST_BYTES_KEPT);
    }

    private static EndpointSet many(int count) {
        List<Endpoint> endpoints = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            endpoints.add(Endpoint.parse("10.1." + i / 250 + "." + (1 + i % 250) + ":80"));
        }
        return EndpointSet.of(endpoints);
    }

    /** By the garbage collector's word, which is rough. */
    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}

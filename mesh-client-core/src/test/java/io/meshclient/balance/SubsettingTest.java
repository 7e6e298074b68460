package io.meshclient.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.Health;
import io.meshclient.testing.VirtualTime;
import io.meshclient.time.RandomSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Each process's fair and lasting part of a large cluster. */
final class SubsettingTest {

    @Test
    void switchedOffOrSmallTheSetIsWhole() {
        List<Endpoint> ten = endpoints(10);
        assertThat(Subsetting.choose(ten, 0, 7)).isSameAs(ten);
        assertThat(Subsetting.choose(ten, 10, 7)).isSameAs(ten);
    }

    @Test
    void thePartHasItsSizeKeepsTheOrderAndIsTheSameAgain() {
        List<Endpoint> all = endpoints(100);
        List<Endpoint> part = Subsetting.choose(all, 20, 7);
        assertThat(part).hasSize(20).isSubsetOf(all).isEqualTo(Subsetting.choose(all, 20, 7));
        assertThat(part).isSortedAccordingTo((a, b) -> Integer.compare(all.indexOf(a), all.indexOf(b)));
        List<Endpoint> turned = new ArrayList<>(all);
        java.util.Collections.reverse(turned);
        assertThat(Subsetting.choose(turned, 20, 7)).as("whatever the order").containsExactlyInAnyOrderElementsOf(part);
        assertThat(Subsetting.choose(all, 20, 8)).as("another process").isNotEqualTo(part);
    }

    @Test
    void aThousandProcessesLoadAHundredEndpointsAlike() {
        List<Endpoint> all = endpoints(100);
        RandomSource seeds = VirtualTime.seeded(68);
        Map<Endpoint, Integer> used = new HashMap<>();
        for (int process = 0; process < 1_000; process++) {
            Subsetting.choose(all, 20, seeds.nextLong()).forEach(endpoint -> used.merge(endpoint, 1, Integer::sum));
        }
        // Binomial: mean 200, standard deviation 12.6; five of them are far outside of chance among a hundred.
        assertThat(used).hasSize(100);
        assertThat(used.values()).allMatch(count -> count > 200 - 63 && count < 200 + 63);
    }

    @Property(tries = 200)
    void whoComesOrGoesChangesThePartByOneAtMost(@ForAll long seed, @ForAll @IntRange(max = 99) int gone) {
        List<Endpoint> all = endpoints(100);
        Set<Endpoint> before = new HashSet<>(Subsetting.choose(all, 20, seed));
        List<Endpoint> fewer = new ArrayList<>(all);
        Endpoint left = fewer.remove(gone);
        Set<Endpoint> after = new HashSet<>(Subsetting.choose(fewer, 20, seed));
        assertThat(after).hasSize(20);
        Set<Endpoint> stayed = new HashSet<>(before);
        stayed.retainAll(after);
        assertThat(stayed).hasSize(before.contains(left) ? 19 : 20);
    }

    @Test
    void eachPriorityHasItsPart() {
        List<Endpoint> all = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            all.add(Endpoint.builder("e" + i, 1).priority(i % 3).build());
        }
        List<Endpoint> part = Subsetting.choose(all, 5, 3);
        for (int priority = 0; priority < 3; priority++) {
            int wanted = priority;
            assertThat(part.stream().filter(endpoint -> endpoint.priority() == wanted))
                    .hasSize(5);
        }
    }

    @Test
    void whatTakesNoCallsTakesNoPlace() {
        List<Endpoint> all = endpoints(30);
        List<Endpoint> before = Subsetting.choose(all, 10, 5);
        Endpoint first = before.get(0);
        List<Endpoint> sick = new ArrayList<>(all);
        sick.set(all.indexOf(first), first.toBuilder().health(Health.UNHEALTHY).build());
        List<Endpoint> after = Subsetting.choose(sick, 10, 5);
        assertThat(after).hasSize(10).allMatch(endpoint -> endpoint.health().takesCalls());
        assertThat(after).containsAll(before.subList(1, 10));

        List<Endpoint> mostSick = new ArrayList<>();
        all.forEach(endpoint -> mostSick.add(
                mostSick.size() < 25
                        ? endpoint.toBuilder().health(Health.DRAINING).build()
                        : endpoint));
        assertThat(Subsetting.choose(mostSick, 10, 5))
                .as("filled up")
                .hasSize(10)
                .containsAll(all.subList(25, 30));
    }

    private static List<Endpoint> endpoints(int count) {
        List<Endpoint> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(Endpoint.builder("10.0.0." + i, 8080).build());
        }
        return all;
    }
}

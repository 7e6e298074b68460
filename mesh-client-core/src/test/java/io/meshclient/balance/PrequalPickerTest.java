package io.meshclient.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.stats.LoadReport;
import io.meshclient.stats.ServerLoad;
import io.meshclient.testing.VirtualTime;
import io.meshclient.time.RandomSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PrequalPickerTest extends PickerContract {

    private static final long MILLI = 1_000_000L;

    private final RandomSource random = VirtualTime.seeded(15);
    private Balancer balancer = new Balancer(BalancerSettings.of("prequal"), random);
    private long now;

    @Override
    protected Picker<FakeCandidate> picker(List<FakeCandidate> candidates, RandomSource source) {
        return Pickers.build("prequal", candidates, source);
    }

    @Test
    void amongTheColdTheQuickestIsChosen() {
        List<FakeCandidate> all = candidates(1, 1, 1);
        reportEach(all, new int[] {3, 3, 3}, 20, 5, 10);
        assertThat(next(all)).isSameAs(all.get(1));
    }

    @Test
    void theHotAreAvoidedHoweverQuick() {
        List<FakeCandidate> all = candidates(1, 1, 1, 1, 1, 1, 1);
        reportEach(all, new int[] {2, 2, 2, 2, 2, 2, 9}, 20, 20, 20, 15, 20, 20, 1);
        assertThat(next(all)).isSameAs(all.get(3));
    }

    @Test
    void ofTheHotTheOneWithTheFewestInFlight() {
        BalancerSettings plain = BalancerSettings.of("prequal");
        BalancerSettings.Prequal numbers = new BalancerSettings.Prequal(16, 1_000 * MILLI, 0, 1);
        balancer = new Balancer(
                new BalancerSettings(plain.policy(), plain.leastRequest(), plain.hashing(), plain.orca(), numbers),
                random);
        List<FakeCandidate> all = candidates(1, 1, 1);
        reportEach(all, new int[] {5, 4, 6}, 2, 9, 1);
        assertThat(next(all)).as("cold").isSameAs(all.get(1));
        assertThat(next(all)).as("5, 5, 6").isSameAs(all.get(0));
        assertThat(next(all)).as("6, 5, 6").isSameAs(all.get(1));
    }

    @Test
    void eachUseCountsAsACallInFlight() {
        List<FakeCandidate> all = candidates(1, 1);
        reportEach(all, new int[] {1, 1}, 10, 11);
        assertThat(next(all)).isSameAs(all.get(0));
        assertThat(next(all)).as("the first is hot now").isSameAs(all.get(1));
    }

    @Test
    void aReportCountsForASecond() {
        List<FakeCandidate> all = candidates(1, 1);
        reportEach(all, new int[] {1, 1}, 10, 500);
        all.get(0).inFlight = 5;
        all.get(0).cost = 10 * MILLI;
        all.get(1).cost = 10 * MILLI;
        assertThat(next(all)).isSameAs(all.get(0));
        now += 1_001 * MILLI;
        assertThat(chosen(all, 200)).as("by latency and calls of our own").containsOnly(all.get(1));
    }

    @Test
    void whoFailsIsForgottenHoweverIdleItSaysItIs() {
        List<FakeCandidate> all = candidates(1, 1, 1);
        reportEach(all, new int[] {0, 3, 3}, 1, 10, 20);
        balancer.ended(all.get(0), report(0, 1), true, now);
        assertThat(next(all)).isSameAs(all.get(1));
    }

    @Test
    void anIdleOneOfWhichNothingIsKnownGetsACallNowAndThen() {
        List<FakeCandidate> all = candidates(1, 1, 1);
        reportEach(all, new int[] {1, 1, 1}, 10, 11, 12);
        all.get(2).reportedLoad = null;
        balancer.ended(all.get(2), null, true, now);
        Picker<FakeCandidate> picker = balancer.picker(all, now);
        int looks = 0;
        for (int i = 0; i < 3_000; i++) {
            looks += picker.pick(args()) == all.get(2) ? 1 : 0;
            reportEach(all.subList(0, 2), new int[] {1, 1}, 10, 11);
        }
        assertThat(looks / 3_000.0).as("a third of one in four").isBetween(0.06, 0.11);
        all.get(2).inFlight = 1;
        assertThat(chosen(all, 1)).as("one at a time").doesNotContain(all.get(2));
    }

    @Test
    void anyCallMayBeTriedElsewhereAndWhoIsOutIsLeftOut() {
        List<FakeCandidate> all = candidates(1, 1, 1);
        reportEach(all, new int[] {1, 1, 1}, 10, 11, 12);
        all.get(0).trusted = false;
        PickArgs args = args();
        args.exclude(all.get(1));
        for (int i = 0; i < 100; i++) {
            assertThat(balancer.picker(all, now).pick(args)).isSameAs(all.get(2));
        }
    }

    @Test
    void amongThousandsAReportIsUsedAFewTimes() {
        List<FakeCandidate> all = candidates(new int[2_000]);
        all.forEach(candidate -> candidate.reportedLoad = new ServerLoad(report(1, 1), 0, now));
        for (int i = 0; i < 16; i++) {
            balancer.ended(all.get(i), report(1, 1 + i), false, now);
        }
        List<FakeCandidate> pool = all.subList(0, 16);
        Picker<FakeCandidate> picker = balancer.picker(all, now);
        int used = 0;
        for (int i = 0; i < 200; i++) {
            used += pool.contains(picker.pick(args())) ? 1 : 0;
        }
        assertThat(used).as("then by P2C").isBetween(16, 60);
    }

    private static LoadReport report(int inFlight, double millis) {
        return new LoadReport(Map.of(LoadReport.IN_FLIGHT, (double) inFlight, LoadReport.LATENCY, millis));
    }

    private void reportEach(List<FakeCandidate> all, int[] inFlight, double... millis) {
        for (int i = 0; i < all.size(); i++) {
            LoadReport report = report(inFlight[i], millis[i]);
            all.get(i).reportedLoad = new ServerLoad(report, 0, now);
            balancer.ended(all.get(i), report, false, now);
        }
    }

    private PickArgs args() {
        return new PickArgs(random).at(now, false, true);
    }

    private FakeCandidate next(List<FakeCandidate> all) {
        return chosen(all, 1).get(0);
    }

    private List<FakeCandidate> chosen(List<FakeCandidate> all, int times) {
        Picker<FakeCandidate> picker = balancer.picker(all, now);
        List<FakeCandidate> chosen = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            chosen.add(picker.pick(args()));
        }
        return chosen;
    }
}

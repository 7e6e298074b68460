package io.meshclient.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.balance.LocalityRule.Mode;
import io.meshclient.endpoint.Locality;
import io.meshclient.stats.XxHash64;
import io.meshclient.testing.VirtualTime;
import io.meshclient.time.RandomSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** How picks follow the shares of zones. */
final class ZonePickerTest {

    private static final int PICKS = 20_000;
    private static final Callers EVEN = new Callers(Map.of(at("a"), 2, at("b"), 2, at("c"), 2));

    private final RandomSource random = VirtualTime.seeded(17);

    @Test
    void callsStayInTheOwnZone() {
        List<FakeCandidate> all = zones(3, 3, 3);
        Plan<FakeCandidate> plan = plan(all, zoneAware(100), EVEN);
        assertThat(share(plan, in("a"))).isEqualTo(1);
        assertThat(plan.levels().get(0).zones()).hasSize(3).first().isEqualTo(new ZoneShare("a", true, 3, 1.0));
    }

    @Test
    void whenTheOwnZoneFailsCallsSpillInProportion() {
        List<FakeCandidate> all = zones(4, 4, 4);
        all.get(0).trusted = false;
        all.get(1).trusted = false; // 2, 4, 4 of 10 are left; a third of the callers is here
        double stay = share(plan(all, zoneAware(100), EVEN), in("a"));
        assertThat(stay).isBetween(0.58, 0.62);
    }

    @Test
    void aRetryLeavesTheZoneWhenItIsUsedUp() {
        List<FakeCandidate> all = zones(2, 4, 4);
        Plan<FakeCandidate> plan =
                plan(all, new LocalityRule(Mode.ZONE_AWARE, at("a"), Map.of(), 6, 100, 1, 0.1, 0.03), EVEN);
        PickArgs args = args();
        args.exclude(all.get(0));
        assertThat(plan.picker().pick(args)).isSameAs(all.get(1));
        args.exclude(all.get(1));
        assertThat(plan.picker().pick(args)).as("another zone").isIn(all.subList(2, 10));
        all.get(0).heldOff = true;
        all.get(1).heldOff = true;
        assertThat(plan.picker().pick(args()))
                .as("a held-off zone is left at once")
                .isIn(all.subList(2, 10));
    }

    @Test
    void aKeyStaysInItsZoneWhileSeveralShareTheCalls() {
        List<FakeCandidate> all = zones(4, 4, 4);
        all.get(0).trusted = false;
        all.get(1).trusted = false;
        Plan<FakeCandidate> plan = Arrangement.of("ring-hash", new Spread(140, 0, false, zoneAware(50)), all, random)
                .plan(EVEN, ZoneLoads.UNKNOWN);
        int own = 0;
        for (int i = 0; i < 2_000; i++) {
            long key = XxHash64.hash("key " + i);
            FakeCandidate picked = plan.picker().pick(args().hashedAs(key));
            assertThat(plan.picker().pick(args().hashedAs(key))).isSameAs(picked);
            own += picked.locality().zone().equals("a") ? 1 : 0;
        }
        assertThat(own / 2_000.0)
                .as("half of the calls at 60 %%, the others at 20 %%")
                .isBetween(0.36, 0.44);
    }

    @Test
    void zonesMayCountForAShareOfTheCalls() {
        List<FakeCandidate> all = zones(3, 3, 3);
        assertThat(share(plan(all, zoneAware(0), EVEN), in("a"))).isBetween(0.31, 0.36);
        assertThat(share(plan(all, zoneAware(50), EVEN), in("a"))).isBetween(0.64, 0.69);
    }

    @Test
    void panicDisregardsZones() {
        List<FakeCandidate> all = zones(3, 3, 3);
        all.subList(3, 9).forEach(candidate -> candidate.trusted = false);
        Arrangement<FakeCandidate> arrangement =
                Arrangement.of("random", new Spread(140, 50, false, zoneAware(100)), all, random);
        Plan<FakeCandidate> plan = arrangement.plan(EVEN, ZoneLoads.UNKNOWN);
        assertThat(plan.levels().get(0).why()).isEqualTo("panic");
        assertThat(share(plan, in("a"))).isBetween(0.31, 0.36);
    }

    @Test
    void weightsOfZonesAreConfiguredOrComeWithTheEndpoints() {
        List<FakeCandidate> all = zones(1, 9);
        LocalityRule configured =
                new LocalityRule(Mode.WEIGHTED, Locality.UNKNOWN, Map.of("a", 3, "*", 1), 6, 100, 0, 0.1, 0.03);
        assertThat(share(plan(all, configured, Callers.UNKNOWN), in("a"))).isBetween(0.73, 0.77);
        LocalityRule plain = new LocalityRule(Mode.WEIGHTED, Locality.UNKNOWN, Map.of(), 6, 100, 0, 0.1, 0.03);
        assertThat(share(plan(all, plain, Callers.UNKNOWN), in("a"))).isBetween(0.48, 0.52);
        all.get(0).localityWeight = 4;
        assertThat(share(plan(all, plain, Callers.UNKNOWN), in("a"))).isBetween(0.78, 0.82);
    }

    @Test
    void aZoneWithoutWeightIsAskedOnlyWhenNobodyElseIsLeft() {
        List<FakeCandidate> all = zones(2, 2);
        LocalityRule rule = new LocalityRule(Mode.WEIGHTED, Locality.UNKNOWN, Map.of("b", 0), 6, 100, 0, 0.1, 0.03);
        Plan<FakeCandidate> plan = plan(all, rule, Callers.UNKNOWN);
        assertThat(share(plan, in("b"))).isZero();
        PickArgs args = args();
        args.exclude(all.get(0));
        args.exclude(all.get(1));
        assertThat(plan.picker().pick(args)).isIn(all.subList(2, 4));
    }

    @Test
    void onlyTheBestPriorityIsZoneAwareWeightsCountInAll() {
        List<FakeCandidate> all = zones(3, 3);
        for (int i = 0; i < 6; i++) {
            FakeCandidate worse = new FakeCandidate("w" + i, 1, 1);
            worse.locality = at(i < 3 ? "a" : "b");
            all.add(worse);
        }
        Plan<FakeCandidate> plan = plan(all, zoneAware(100), EVEN);
        assertThat(plan.levels().get(1).zones()).isEmpty();
        LocalityRule weighted = new LocalityRule(Mode.WEIGHTED, Locality.UNKNOWN, Map.of("a", 3), 6, 100, 0, 0.1, 0.03);
        assertThat(plan(all, weighted, EVEN).levels().get(1).zones().get(0).share())
                .isEqualTo(0.75);
    }

    private static LocalityRule zoneAware(int percent) {
        return new LocalityRule(Mode.ZONE_AWARE, at("a"), Map.of(), 6, percent, 0, 0.1, 0.03);
    }

    private static Locality at(String zone) {
        return new Locality("", zone, "");
    }

    private static Predicate<FakeCandidate> in(String zone) {
        return candidate -> candidate.locality().zone().equals(zone);
    }

    private Plan<FakeCandidate> plan(List<FakeCandidate> all, LocalityRule rule, Callers callers) {
        return Arrangement.of("random", new Spread(140, 0, false, rule), all, random)
                .plan(callers, ZoneLoads.UNKNOWN);
    }

    private double share(Plan<FakeCandidate> plan, Predicate<FakeCandidate> of) {
        int count = 0;
        for (int i = 0; i < PICKS; i++) {
            FakeCandidate picked = plan.picker().pick(args());
            count += picked != null && of.test(picked) ? 1 : 0;
        }
        return count / (double) PICKS;
    }

    private PickArgs args() {
        return new PickArgs(random).at(0, false, true);
    }

    private static List<FakeCandidate> zones(int... sizes) {
        List<FakeCandidate> all = new ArrayList<>();
        for (int zone = 0; zone < sizes.length; zone++) {
            String name = String.valueOf((char) ('a' + zone));
            for (int i = 0; i < sizes[zone]; i++) {
                FakeCandidate candidate = new FakeCandidate(name + i, 1, 0);
                candidate.locality = at(name);
                all.add(candidate);
            }
        }
        return all;
    }
}

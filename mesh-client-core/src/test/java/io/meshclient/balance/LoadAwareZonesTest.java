package io.meshclient.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.meshclient.balance.LocalityRule.Mode;
import io.meshclient.endpoint.Locality;
import io.meshclient.testing.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Zones by the load that they report. */
final class LoadAwareZonesTest {

    @Test
    void aHotOwnZoneGivesCallsToThoseWithRoom() {
        ZoneShares shares = shares(zone("a", true, 10, 0.7), zone("b", false, 10, 0.3), zone("c", false, 10, 0.4));
        assertThat(shares.share(0)).isCloseTo(3 / 16.0, within(1e-6));
        assertThat(shares.share(1)).isCloseTo(7 / 16.0, within(1e-6));
        assertThat(shares.share(2)).isCloseTo(6 / 16.0, within(1e-6));
    }

    @Test
    void anOwnZoneThatIsNoBusierKeepsCallsButForAFew() {
        ZoneShares alike = shares(zone("a", true, 10, 0.45), zone("b", false, 10, 0.45), zone("c", false, 20, 0.45));
        assertThat(alike.share(0)).isCloseTo(0.97, within(1e-6));
        assertThat(alike.share(1)).as("by endpoints").isCloseTo(0.01, within(1e-6));
        assertThat(alike.share(2)).isCloseTo(0.02, within(1e-6));
        ZoneShares justBelow = shares(zone("a", true, 10, 0.54), zone("b", false, 10, 0.45));
        assertThat(justBelow.share(0)).isCloseTo(0.97, within(1e-6));
        ZoneShares above = shares(zone("a", true, 10, 0.56), zone("b", false, 10, 0.45));
        assertThat(above.share(0)).isCloseTo(44 / 99.0, within(1e-6));
    }

    @Test
    void aSilentZoneWeighsByItsEndpoints() {
        ZoneCount silent = new ZoneCount("b", false, 1, 10, 10, 0, new ZoneLoads.Load(0.9, true));
        ZoneShares shares = shares(zone("a", true, 10, 0.9), silent);
        assertThat(shares.share(0)).as("no busier than it was: stays").isCloseTo(0.97, within(1e-6));
        ZoneCount never = new ZoneCount("a", true, 1, 10, 10, 0, new ZoneLoads.Load(Double.NaN, true));
        ZoneShares unknown = shares(never, zone("b", false, 30, 0.5));
        assertThat(unknown.share(0)).as("nothing says that it has room").isCloseTo(0.4, within(1e-6));
    }

    @Test
    void whenNobodyHasRoomEndpointsAreCounted() {
        ZoneShares full = shares(zone("a", true, 1, 1.0), zone("b", false, 3, 1.2));
        assertThat(full.share(0)).isCloseTo(0.25, within(1e-6));
    }

    @Test
    void withoutAnOwnZoneOnlyRoomCounts() {
        ZoneShares shares = shares(zone("a", false, 10, 0.5), zone("b", false, 10, 0.0));
        assertThat(shares.share(0)).isCloseTo(1 / 3.0, within(1e-6));
    }

    @Test
    void theFirstReportCountsAsItIsLaterOnesAreSmoothed() {
        ZoneLoads first = ZoneLoads.UNKNOWN.next(Map.of("0 a", 0.8), 0.2);
        assertThat(first.of(0, "a").utilization()).isEqualTo(0.8);
        ZoneLoads second = first.next(Map.of("0 a", 0.3), 0.2);
        assertThat(second.of(0, "a").utilization()).isCloseTo(0.7, within(1e-9));
        ZoneLoads silent = second.next(Map.of("0 a", Double.NaN), 0.2);
        assertThat(silent.of(0, "a"))
                .isEqualTo(new ZoneLoads.Load(second.of(0, "a").utilization(), true));
        assertThat(silent.next(Map.of(), 0.2).byZone())
                .as("zones that are no more")
                .isEmpty();
    }

    @Property(tries = 300)
    void sharesAddUpAndOtherZonesAreAlwaysHeard(
            @ForAll @Size(min = 2, max = 5) List<@IntRange(max = 1_099) Integer> tape) {
        List<ZoneCount> zones = new ArrayList<>();
        for (int i = 0; i < tape.size(); i++) {
            zones.add(zone("z" + i, i == 0, 1 + tape.get(i) / 110, tape.get(i) % 110 / 100.0));
        }
        ZoneShares shares = shares(zones.toArray(ZoneCount[]::new));
        double sum = 0;
        for (int i = 0; i < zones.size(); i++) {
            assertThat(shares.share(i)).isNotNegative();
            sum += shares.share(i);
        }
        assertThat(sum).isCloseTo(1, within(1e-9));
        assertThat(1 - shares.share(0)).isGreaterThan(0.0299);
    }

    @Test
    void callsFollowWhatEndpointsReport() {
        List<FakeCandidate> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            FakeCandidate candidate = new FakeCandidate("c" + i, 1, 0);
            candidate.locality = new Locality("", i < 3 ? "a" : "b", "");
            candidate.utilization = i < 3 ? 0.9 : 0.1;
            all.add(candidate);
        }
        all.get(0).utilization = Double.NaN; // one that says nothing does not count
        LocalityRule rule =
                new LocalityRule(Mode.LOAD_AWARE, new Locality("", "a", ""), Map.of(), 6, 100, 0, 0.1, 0.03);
        Arrangement<FakeCandidate> arrangement =
                Arrangement.of("random", new Spread(140, 0, false, rule), all, VirtualTime.seeded(3));
        ZoneLoads loads = ZoneLoads.UNKNOWN.next(arrangement.utilizations(0, 1), 0.2);
        ZoneShare own =
                arrangement.plan(Callers.UNKNOWN, loads).levels().get(0).zones().get(0);
        assertThat(own.own()).isTrue();
        assertThat(own.share()).isCloseTo(0.1, within(1e-6));
    }

    private static ZoneShares shares(ZoneCount... zones) {
        return LoadAwareZones.shares(List.of(zones), 0.1, 0.03);
    }

    private static ZoneCount zone(String name, boolean own, int healthy, double utilization) {
        return new ZoneCount(name, own, 1, healthy, healthy, 0, new ZoneLoads.Load(utilization, false));
    }
}

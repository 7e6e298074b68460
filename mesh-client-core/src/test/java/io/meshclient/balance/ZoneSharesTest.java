package io.meshclient.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.endpoint.Locality;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Envoy's arithmetic of zones. */
final class ZoneSharesTest {

    private static final ZoneLoads.Load SILENT = new ZoneLoads.Load(Double.NaN, true);
    private static final LocalityRule IN_A = rule(0);

    @Test
    @DisplayName("Pain 19: zone routing overloads small zones")
    void callersOfAZoneThatIsTooSmallGoToWhereThereIsRoom() {
        // callers 40/40/20 %, endpoints 25/50/25 %
        List<ZoneCount> zones = List.of(zone("a", 25, 40, true), zone("b", 50, 40, false), zone("c", 25, 20, false));
        ZoneShares shares = ZoneShares.zoneAware(zones, IN_A, 100, 3);
        assertThat(shares.share(0)).isEqualTo(0.625);
        assertThat(shares.share(1)).as("10,000 of a surplus of 15,000").isEqualTo(0.375 * 10 / 15);
        assertThat(shares.share(2)).as("5,000 of 15,000").isEqualTo(0.375 * 5 / 15);
    }

    @Test
    void aZoneThatCanTakeItsCallersKeepsThem() {
        List<ZoneCount> zones = List.of(zone("a", 4, 2, true), zone("b", 4, 2, false));
        assertThat(ZoneShares.zoneAware(zones, IN_A, 4, 2).share(0)).isEqualTo(1);
    }

    @Test
    void withoutEndpointsInTheOwnZoneAllGoToTheSurplusOfOthers() {
        List<ZoneCount> others = List.of(zone("b", 6, 2, false), zone("c", 2, 2, false));
        ZoneShares shares = ZoneShares.zoneAware(others, IN_A, 8, 3); // half of the callers are in a
        assertThat(shares.share(0)).isEqualTo(1.0);
        List<ZoneCount> sick = List.of(zone("a", 0, 4, true), zone("b", 4, 2, false), zone("c", 4, 2, false));
        ZoneShares away = ZoneShares.zoneAware(
                List.of(new ZoneCount("a", true, 1, 3, 0, 4, SILENT), sick.get(1), sick.get(2)), IN_A, 8, 3);
        assertThat(away.share(0)).isZero();
        assertThat(away.share(1)).isEqualTo(0.5);
    }

    @Test
    void zonesAreDisregardedWhereTheyWouldDoHarm() {
        List<ZoneCount> good = List.of(zone("a", 3, 2, true), zone("b", 3, 2, false));
        assertThat(why(good, IN_A, 4, 2)).isEmpty();
        assertThat(why(good, IN_A, 0, 0)).isEqualTo("nothing is known of where the callers are");
        assertThat(why(good, IN_A, 4, 1)).isEqualTo("all callers are in one zone");
        assertThat(why(good.subList(0, 1), IN_A, 4, 2)).isEqualTo("all endpoints are in one zone");
        List<ZoneCount> small = List.of(zone("a", 3, 2, true), zone("b", 2, 2, false));
        assertThat(why(small, IN_A, 4, 2)).isEqualTo("5 healthy endpoints are fewer than 6");
        LocalityRule lost =
                new LocalityRule(LocalityRule.Mode.ZONE_AWARE, Locality.UNKNOWN, Map.of(), 6, 100, 0, 0.1, 0.03);
        assertThat(why(good, lost, 4, 2)).isEqualTo("the own zone is unknown");
    }

    @Test
    void enoughEndpointsInTheOwnZoneMayForceCallsToStay() {
        List<ZoneCount> zones = List.of(zone("a", 2, 90, true), zone("b", 8, 10, false));
        assertThat(ZoneShares.zoneAware(zones, rule(0), 100, 2).share(0)).isLessThan(0.25);
        assertThat(ZoneShares.zoneAware(zones, rule(3), 100, 2).share(0)).isLessThan(0.25);
        assertThat(ZoneShares.zoneAware(zones, rule(2), 100, 2).share(0)).isEqualTo(1);
    }

    /** The point of it all: however callers and endpoints lie, no endpoint gets more than its part, but for rounding. */
    @Property(tries = 300)
    void togetherTheCallersOfAllZonesLoadEveryEndpointAlike(
            @ForAll @Size(min = 2, max = 5) List<@IntRange(max = 99) Integer> tape) {
        int callers = 0;
        int endpoints = 0;
        int callerZones = 0;
        for (int step : tape) {
            callers += step % 10;
            callerZones += step % 10 > 0 ? 1 : 0;
            endpoints += 1 + step / 10;
        }
        if (callerZones < 2 || endpoints < 6) {
            return;
        }
        double[] received = new double[tape.size()];
        for (int from = 0; from < tape.size(); from++) {
            List<ZoneCount> zones = new ArrayList<>();
            for (int i = 0; i < tape.size(); i++) {
                zones.add(zone("z" + i, 1 + tape.get(i) / 10, tape.get(i) % 10, i == from));
            }
            ZoneShares shares = ZoneShares.zoneAware(zones, IN_A, callers, callerZones);
            for (int to = 0; to < received.length; to++) {
                received[to] += shares.share(to) * (tape.get(from) % 10);
            }
        }
        for (int to = 0; to < received.length; to++) {
            double fair = callers * (1 + tape.get(to) / 10) / (double) endpoints;
            assertThat(received[to]).as("zone %s of %s", to, tape).isCloseTo(fair, Offset.offset(0.01 * callers));
        }
    }

    @Test
    void weightsCountAsFarAsHealthAllows() {
        List<ZoneCount> healthy = List.of(weighted("a", 1, 10, 10), weighted("b", 2, 10, 10));
        assertThat(ZoneShares.weighted(healthy, 140).share(0)).isEqualTo(1 / 3.0);
        List<ZoneCount> half = List.of(weighted("a", 1, 10, 10), weighted("b", 2, 10, 5));
        assertThat(ZoneShares.weighted(half, 140).share(0)).as("100 to 2 · 70").isEqualTo(100 / 240.0);
        List<ZoneCount> none = List.of(weighted("a", 0, 10, 10), weighted("b", 1, 10, 0));
        assertThat(ZoneShares.weighted(none, 140).areUsed()).isFalse();
    }

    @Test
    void aWeightIsFoundByTheNameThatIsMostExact() {
        Locality a = new Locality("eu", "a", "");
        Map<String, Integer> weights = Map.of("eu/a", 1, "a", 2, "*", 3);
        assertThat(ZoneShares.weightOf("eu/a", a, weights, 4)).isEqualTo(1);
        assertThat(ZoneShares.weightOf("eu/a", a, Map.of("a", 2, "*", 3), 4)).isEqualTo(2);
        assertThat(ZoneShares.weightOf("eu/a", a, Map.of("b", 2, "*", 3), 4)).isEqualTo(3);
        assertThat(ZoneShares.weightOf("eu/a", a, Map.of("b", 2), 4)).isEqualTo(4);
    }

    @Test
    void partsOfALocalityThatOneSideDoesNotKnowAreNotCompared() {
        LocalityRule zoneOnly = own("", "a", "");
        assertThat(zoneOnly.isOwn(new Locality("eu", "a", "rack-1"))).isTrue();
        assertThat(zoneOnly.isOwn(new Locality("eu", "b", ""))).isFalse();
        assertThat(zoneOnly.isOwn(Locality.UNKNOWN)).isFalse();
        assertThat(zoneOnly.zoneOf(new Locality("eu", "a", "rack-1"))).isEqualTo("eu/a");
        LocalityRule region = own("eu", "a", "");
        assertThat(region.isOwn(new Locality("us", "a", ""))).isFalse();
        assertThat(region.isOwn(new Locality("", "a", ""))).isTrue();
        LocalityRule rack = own("eu", "a", "rack-1");
        assertThat(rack.isOwn(new Locality("eu", "a", "rack-2"))).isFalse();
        assertThat(rack.zoneOf(new Locality("eu", "a", "rack-2"))).isEqualTo("eu/a/rack-2");
        assertThat(own("", "", "").isOwn(new Locality("eu", "a", ""))).isFalse();
    }

    private static String why(List<ZoneCount> zones, LocalityRule rule, int callers, int callerZones) {
        ZoneShares shares = ZoneShares.zoneAware(zones, rule, callers, callerZones);
        return shares.areUsed() ? "" : shares.why();
    }

    private static LocalityRule own(String region, String zone, String subZone) {
        return new LocalityRule(
                LocalityRule.Mode.ZONE_AWARE, new Locality(region, zone, subZone), Map.of(), 6, 100, 0, 0.1, 0.03);
    }

    private static LocalityRule rule(int forceLocal) {
        return new LocalityRule(
                LocalityRule.Mode.ZONE_AWARE, new Locality("", "a", ""), Map.of(), 6, 100, forceLocal, 0.1, 0.03);
    }

    private static ZoneCount zone(String name, int healthy, int callers, boolean own) {
        return new ZoneCount(name, own, 1, healthy, healthy, callers, SILENT);
    }

    private static ZoneCount weighted(String name, int weight, int counted, int healthy) {
        return new ZoneCount(name, false, weight, counted, healthy, 0, SILENT);
    }
}

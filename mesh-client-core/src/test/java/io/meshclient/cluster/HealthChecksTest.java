package io.meshclient.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.balance.PickArgs;
import io.meshclient.cluster.HealthProbe.Result;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.guard.Admission;
import io.meshclient.observe.EndpointEvent;
import io.meshclient.observe.EndpointEvent.Change;
import io.meshclient.observe.EndpointStatus;
import io.meshclient.observe.MeshObserver;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.Verdict;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** When endpoints are checked and what follows from it, in virtual time and without sockets. */
class HealthChecksTest {

    private static final Map<String, String> CHECKED = Map.of(
            "health-check.type", "http",
            "health-check.interval-jitter", "0s",
            "health-check.initial-spread", "0s",
            "outlier.ejection-jitter", "0s");

    private final VirtualTime time = new VirtualTime();
    private final List<EndpointEvent> events = new ArrayList<>();
    private final Set<String> sick = new HashSet<>();
    private final Map<String, List<Long>> checkedAt = new TreeMap<>();
    private final List<Consumer<Result>> open = new ArrayList<>();
    private boolean hangs;
    private int canceled;

    @Test
    void checksBeginWithTheFirstCallAndEndWithTheCluster() {
        Cluster cluster = cluster(CHECKED, "a:1", "b:1");
        time.advance(Duration.ofMinutes(5));
        assertThat(checkedAt).isEmpty();

        call(cluster);
        time.advance(Duration.ofSeconds(30));
        assertThat(checkedAt.get("a:1")).as("at once, and each 10 s").hasSize(4);
        assertThat(checkedAt.get("b:1")).hasSize(4);

        cluster.remove();
        time.advance(Duration.ofMinutes(5));
        assertThat(checkedAt.get("a:1")).hasSize(4);
        assertThat(time.pending()).isEmpty();
    }

    @Test
    void offByDefault() {
        Cluster cluster = cluster(Map.of(), "a:1", "b:1");
        call(cluster);
        time.advance(Duration.ofMinutes(5));
        assertThat(checkedAt).isEmpty();
    }

    @Test
    void firstChecksAndIntervalsAreSpread() {
        Map<String, String> spread = new TreeMap<>(CHECKED);
        spread.put("health-check.initial-spread", "10s");
        spread.put("health-check.interval-jitter", "2s");
        Cluster cluster = cluster(
                spread, IntStream.range(0, 100).mapToObj(i -> "e" + i + ":1").toArray(String[]::new));
        call(cluster);
        long start = time.nanos();
        time.advance(Duration.ofSeconds(60));

        long[] tenths = new long[10];
        checkedAt.values().forEach(times -> tenths[(int) ((times.get(0) - start) / 1_000_000_000L)]++);
        assertThat(checkedAt).hasSize(100);
        assertThat(LongStream.of(tenths).boxed())
                .as("of 100 endpoints, in each of 10 s")
                .allMatch(count -> count >= 2 && count <= 25);
        checkedAt.values().forEach(times -> {
            for (int i = 1; i < times.size(); i++) {
                assertThat(times.get(i) - times.get(i - 1)).isBetween(10_000_000_000L, 12_000_000_000L);
            }
        });
    }

    @Test
    void anUnhealthyOneGetsNoCallsAndIsAskedMoreOften() {
        Cluster cluster = cluster(CHECKED, "a:1", "b:1", "c:1");
        call(cluster);
        time.advance(Duration.ofSeconds(5));
        sick.add("a:1");
        time.advance(Duration.ofSeconds(24));
        assertThat(status(cluster, "a:1")).as("twice is not three times").isEqualTo(EndpointStatus.AVAILABLE);
        time.advance(Duration.ofSeconds(2));
        assertThat(status(cluster, "a:1")).isEqualTo(EndpointStatus.UNHEALTHY);
        assertThat(chosen(cluster)).containsExactlyInAnyOrder("b:1", "c:1");
        assertThat(view(cluster, "a:1").lastCheck()).isEqualTo("failed: sick");

        int before = checkedAt.get("a:1").size();
        time.advance(Duration.ofSeconds(10));
        assertThat(checkedAt.get("a:1").size() - before).as("each 2 s").isEqualTo(5);
        sick.clear();
        time.advance(Duration.ofSeconds(4));
        assertThat(status(cluster, "a:1")).isEqualTo(EndpointStatus.AVAILABLE);
        assertThat(events).extracting(EndpointEvent::change).containsExactly(Change.UNHEALTHY, Change.HEALTHY);
    }

    @Test
    void theFirstOnesAreBelievedThoseWhoJoinWaitForTheirFirstCheck() {
        Cluster cluster = cluster(CHECKED, "a:1", "b:1");
        call(cluster);
        assertThat(chosen(cluster)).hasSize(2);
        time.runDue();
        sick.add("d:1");
        hangs = true;
        cluster.update(set("a:1", "b:1", "c:1", "d:1"));
        assertThat(chosen(cluster)).containsExactlyInAnyOrder("a:1", "b:1");
        time.runDue();
        assertThat(status(cluster, "c:1")).isEqualTo(EndpointStatus.UNHEALTHY);
        open.forEach(check -> check.accept(Result.passed("ok")));
        assertThat(chosen(cluster)).contains("c:1");
    }

    @Test
    void aGoodCheckEndsAnEjectionUnlessThatIsSwitchedOff() {
        Cluster cluster = cluster(CHECKED, "a:1", "b:1", "c:1");
        call(cluster);
        time.advance(Duration.ofSeconds(5));
        fail(cluster, "a:1");
        assertThat(status(cluster, "a:1")).isEqualTo(EndpointStatus.EJECTED);
        time.advance(Duration.ofSeconds(5));
        assertThat(status(cluster, "a:1")).isEqualTo(EndpointStatus.AVAILABLE);

        Map<String, String> stays = new TreeMap<>(CHECKED);
        stays.put("outlier.successful-check-unejects", "false");
        cluster.reconfigure(config(stays, "a:1", "b:1", "c:1"));
        fail(cluster, "a:1");
        time.advance(Duration.ofSeconds(20));
        assertThat(status(cluster, "a:1")).isEqualTo(EndpointStatus.EJECTED);
    }

    @Test
    void whatAnEndpointSaysItselfCountsUntilItsNextGoodCheck() {
        Cluster cluster = cluster(CHECKED, "a:1", "b:1", "c:1");
        call(cluster);
        time.advance(Duration.ofSeconds(5));
        state(cluster, "a:1").saysUnhealthy();
        assertThat(status(cluster, "a:1")).isEqualTo(EndpointStatus.UNHEALTHY);
        time.advance(Duration.ofSeconds(5));
        assertThat(status(cluster, "a:1")).isEqualTo(EndpointStatus.AVAILABLE);
    }

    @Test
    void withoutChecksItCountsForTheTimeOfAnEjection() {
        Cluster cluster = cluster(Map.of(), "a:1", "b:1", "c:1");
        state(cluster, "a:1").saysUnhealthy();
        state(cluster, "a:1").saysUnhealthy();
        assertThat(chosen(cluster)).containsExactlyInAnyOrder("b:1", "c:1");
        time.advance(Duration.ofMillis(29_999));
        assertThat(status(cluster, "a:1")).isEqualTo(EndpointStatus.UNHEALTHY);
        time.advance(Duration.ofMillis(1));
        assertThat(status(cluster, "a:1")).isEqualTo(EndpointStatus.AVAILABLE);
        assertThat(events).extracting(EndpointEvent::change).containsExactly(Change.UNHEALTHY, Change.HEALTHY);
    }

    @Test
    void closingCancelsWhatIsUnderWayAndALateResultCountsForNothing() {
        hangs = true;
        Cluster cluster = cluster(CHECKED, "a:1", "b:1");
        call(cluster);
        time.runDue();
        assertThat(open).hasSize(2);
        cluster.stopChecks();
        assertThat(canceled).isEqualTo(2);
        open.forEach(check -> check.accept(Result.failed("too late")));
        assertThat(status(cluster, "a:1")).isEqualTo(EndpointStatus.AVAILABLE);
        assertThat(time.pending()).isEmpty();
    }

    @Test
    void aCheckThatWasNotMadeChangesNothingAndTheNextOneFollows() {
        hangs = true;
        Cluster cluster = cluster(CHECKED, "a:1");
        call(cluster);
        time.runDue();
        open.get(0).accept(Result.NOTHING);
        assertThat(status(cluster, "a:1")).isEqualTo(EndpointStatus.AVAILABLE);
        open.get(0).accept(Result.failed("a second word"));
        assertThat(status(cluster, "a:1")).isEqualTo(EndpointStatus.AVAILABLE);
        time.advance(Duration.ofSeconds(10));
        assertThat(open).hasSize(2);
    }

    @Test
    void switchedOffWhatChecksSaidIsForgotten() {
        sick.add("a:1");
        Cluster cluster = cluster(CHECKED, "a:1", "b:1", "c:1");
        call(cluster);
        time.runDue();
        assertThat(status(cluster, "a:1")).isEqualTo(EndpointStatus.UNHEALTHY);
        cluster.reconfigure(config(Map.of(), "a:1", "b:1", "c:1"));
        assertThat(status(cluster, "a:1")).isEqualTo(EndpointStatus.AVAILABLE);
        cluster.reconfigure(config(CHECKED, "a:1", "b:1", "c:1"));
        time.runDue();
        assertThat(status(cluster, "a:1")).isEqualTo(EndpointStatus.UNHEALTHY);
    }

    @Test
    @DisplayName("Pain 23: cold JVMs get their full share at once")
    void aJoinerStartsSlowlyTheFirstOnesDoNot() {
        Cluster cluster = cluster(Map.of("slow-start.window", "60s"), "a:1", "b:1");
        assertThat(state(cluster, "a:1").readiness(time.nanos())).isEqualTo(1);
        cluster.update(set("a:1", "b:1", "c:1"));
        assertThat(state(cluster, "a:1").readiness(time.nanos())).isEqualTo(1);
        assertThat(state(cluster, "c:1").readiness(time.nanos())).isEqualTo(0.1);
        time.advance(Duration.ofSeconds(30));
        assertThat(view(cluster, "c:1").readiness()).isEqualTo(0.5);
        time.advance(Duration.ofSeconds(30));
        assertThat(state(cluster, "c:1").readiness(time.nanos())).isEqualTo(1);
    }

    @Test
    void withChecksItStartsSlowlyWhenItsChecksPassAndNotAfterAnEjection() {
        Map<String, String> both = new TreeMap<>(CHECKED);
        both.put("slow-start.window", "60s");
        Cluster cluster = cluster(both, "a:1", "b:1", "c:1");
        sick.add("a:1");
        call(cluster);
        time.runDue();
        sick.clear();
        time.advance(Duration.ofSeconds(4));
        assertThat(status(cluster, "a:1")).isEqualTo(EndpointStatus.AVAILABLE);
        assertThat(state(cluster, "a:1").readiness(time.nanos())).isEqualTo(0.1);
        assertThat(state(cluster, "b:1").readiness(time.nanos()))
                .as("its first check found it well")
                .isEqualTo(1);

        fail(cluster, "b:1");
        time.advance(Duration.ofSeconds(30));
        assertThat(status(cluster, "b:1")).isEqualTo(EndpointStatus.AVAILABLE);
        assertThat(state(cluster, "b:1").readiness(time.nanos())).isEqualTo(1);
    }

    private HealthProbe.Running start(HealthProbe.Target target, Consumer<Result> done) {
        String key = target.endpoint().key();
        checkedAt.computeIfAbsent(key, name -> new ArrayList<>()).add(time.nanos());
        if (hangs) {
            open.add(done);
        } else {
            done.accept(sick.contains(key) ? Result.failed("sick") : Result.passed("well"));
        }
        return () -> canceled++;
    }

    private Cluster cluster(Map<String, String> settings, String... endpoints) {
        MeshObserver observer = new MeshObserver() {
            @Override
            public void endpointChanged(EndpointEvent event) {
                events.add(event);
            }
        };
        Cluster cluster = new Cluster(
                config(settings, endpoints),
                time.runtime(),
                observer,
                new Cluster.Surroundings(gone -> {}, name -> null, this::start, LoadProbe.NONE));
        cluster.update(set(endpoints));
        return cluster;
    }

    private static ServiceConfig config(Map<String, String> settings, String... endpoints) {
        return ServiceConfig.of("orders", service -> {
            service.endpoints(endpoints);
            settings.forEach(service::set);
        });
    }

    private static EndpointSet set(String... endpoints) {
        return EndpointSet.of(Stream.of(endpoints).map(Endpoint::parse).toList());
    }

    private void call(Cluster cluster) {
        end(
                Objects.requireNonNull(
                        cluster.admit(new PickArgs(time.random()), time.nanos()).admission()),
                200);
    }

    private void fail(Cluster cluster, String key) {
        for (int i = 0; i < 5; i++) {
            end((Admission) state(cluster, key).admit(time.nanos(), true), 500);
        }
    }

    private void end(Admission admission, int status) {
        admission.headers(Outcome.response(status, 1), status < 500 ? Verdict.SUCCESS : Verdict.FAILURE, time.nanos());
        admission.end();
    }

    private Set<String> chosen(Cluster cluster) {
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            Choice choice = cluster.admit(new PickArgs(time.random()), time.nanos());
            keys.add(Objects.requireNonNull(choice.endpoint()).key());
            end(Objects.requireNonNull(choice.admission()), 200);
        }
        return keys;
    }

    private static EndpointState state(Cluster cluster, String key) {
        return Objects.requireNonNull(cluster.state(key));
    }

    private static EndpointStatus status(Cluster cluster, String key) {
        return state(cluster, key).status();
    }

    private EndpointView view(Cluster cluster, String key) {
        return state(cluster, key).view(time.nanos());
    }
}

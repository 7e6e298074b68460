package io.meshclient.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.balance.PickArgs;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.endpoint.Health;
import io.meshclient.guard.Admission;
import io.meshclient.observe.MeshObserver;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.Verdict;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.stats.LoadReport;
import io.meshclient.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When endpoints are asked for their load and what follows from it, in virtual time and without sockets. */
class LoadProbesTest {

    private static final String[] FIVE = {"a:1", "b:1", "c:1", "d:1", "e:1"};

    private final VirtualTime time = new VirtualTime();
    private final List<String> asked = new ArrayList<>();
    private final Map<String, String> says = new HashMap<>();
    private final List<Consumer<@Nullable LoadReport>> open = new ArrayList<>();
    private boolean hangs;

    private void ask(LoadProbe.Target target, Consumer<@Nullable LoadReport> done) {
        String key = target.endpoint().key();
        asked.add(key);
        if (hangs) {
            open.add(done);
        } else {
            String report = says.get(key);
            done.accept(report == null ? null : LoadReport.parse(report));
        }
    }

    private Cluster cluster(String perCall, String... endpoints) {
        Cluster cluster = new Cluster(
                config("prequal", perCall, endpoints),
                time.runtime(),
                new MeshObserver() {},
                new Cluster.Surroundings(gone -> {}, name -> null, HealthProbe.NONE, this::ask));
        cluster.update(set(endpoints));
        return cluster;
    }

    private static ServiceConfig config(String balancer, String perCall, String... endpoints) {
        return ServiceConfig.of(
                "orders",
                service -> service.endpoints(endpoints)
                        .balancer(balancer)
                        .set("prequal.probe-path", "/load")
                        .set("prequal.probes-per-call", perCall));
    }

    private static EndpointSet set(String... endpoints) {
        return EndpointSet.of(Stream.of(endpoints).map(Endpoint::parse).toList());
    }

    private String call(Cluster cluster) {
        Choice choice = cluster.admit(new PickArgs(time.random()), time.nanos());
        Admission admission = Objects.requireNonNull(choice.admission());
        admission.headers(Outcome.response(200, 1), Verdict.SUCCESS, time.nanos());
        admission.end();
        return Objects.requireNonNull(choice.endpoint()).key();
    }

    @Test
    void eachCallAsksSoManyAndNobodyTwice() {
        Cluster cluster = cluster("3", FIVE);
        for (int i = 0; i < 1_000; i++) {
            asked.clear();
            call(cluster);
            assertThat(asked).hasSize(3).doesNotHaveDuplicates();
        }
    }

    @Test
    void eachEndpointIsAskedAsOftenAsAnother() {
        Cluster cluster = cluster("1", FIVE);
        for (int i = 0; i < 10_000; i++) {
            call(cluster);
        }
        for (String key : FIVE) {
            assertThat(asked.stream().filter(key::equals).count()).as(key).isBetween(1_800L, 2_200L);
        }
    }

    @Test
    void aShareOfAProbeIsAskedNowAndThen() {
        Cluster cluster = cluster("0.25", FIVE);
        for (int i = 0; i < 100; i++) {
            call(cluster);
        }
        assertThat(asked).hasSize(25);
    }

    @Test
    void neverMoreThanThereAre() {
        Cluster cluster = cluster("10", "a:1", "b:1");
        call(cluster);
        assertThat(asked).containsExactlyInAnyOrder("a:1", "b:1");
    }

    @Test
    void whatIsReportedDecides() {
        says.put("a:1", "named_metrics.in_flight=1,named_metrics.latency_ms=50");
        says.put("b:1", "named_metrics.in_flight=1,named_metrics.latency_ms=2");
        Cluster cluster = cluster("2", "a:1", "b:1");
        call(cluster);
        Map<String, Integer> calls = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            calls.merge(call(cluster), 1, Integer::sum);
        }
        assertThat(calls.get("b:1")).isGreaterThan(90);
        assertThat(Objects.requireNonNull(cluster.state("a:1"))
                        .view(time.nanos())
                        .reportedLoad())
                .isNotNull();
    }

    @Test
    void whoFailedItsCallsIsNotHeardWhileThatCounts() {
        says.put("a:1", "named_metrics.in_flight=0,named_metrics.latency_ms=1");
        says.put("b:1", "named_metrics.in_flight=5,named_metrics.latency_ms=9");
        says.put("c:1", "named_metrics.in_flight=5,named_metrics.latency_ms=9");
        Cluster cluster = cluster("3", "a:1", "b:1", "c:1");
        EndpointState failing = Objects.requireNonNull(cluster.state("a:1"));
        Admission failed = (Admission) failing.admit(time.nanos(), true);
        failed.headers(Outcome.response(503, 1), Verdict.FAILURE, time.nanos());
        failed.end();
        cluster.reported(failing, null, true, time.nanos());
        call(cluster);
        assertThat(failing.view(time.nanos()).reportedLoad()).isNull();
        int toFailing = 0;
        for (int i = 0; i < 100; i++) {
            toFailing += call(cluster).equals("a:1") ? 1 : 0;
        }
        assertThat(toFailing).as("the one call in four that looks at random").isLessThan(20);
        time.advance(Duration.ofSeconds(6));
        call(cluster);
        assertThat(failing.view(time.nanos()).reportedLoad()).isNotNull();
    }

    @Test
    void aPathThatIsNoneIsRefusedInWords() {
        assertThatThrownBy(() -> ServiceConfig.of("orders", service -> service.prequal(p -> p.probePath("load"))))
                .hasMessageContaining("prequal.probe-path")
                .hasMessageContaining("begin");
    }

    @Test
    void thoseThatHangAreNotGathered() {
        Cluster cluster = cluster("3", FIVE);
        hangs = true;
        for (int i = 0; i < 100; i++) {
            call(cluster);
        }
        assertThat(asked).hasSize(16);
        hangs = false;
        open.forEach(done -> done.accept(null));
        call(cluster);
        assertThat(asked).hasSize(19);
    }

    @Test
    void thoseThatAreAboutToGoAreNotAsked() {
        Cluster cluster = cluster("3", "a:1", "b:1", "c:1");
        cluster.update(EndpointSet.of(List.of(
                Endpoint.parse("a:1"),
                Endpoint.parse("b:1"),
                Endpoint.parse("c:1").toBuilder().health(Health.DRAINING).build())));
        for (int i = 0; i < 100; i++) {
            call(cluster);
        }
        assertThat(new HashSet<>(asked)).containsExactlyInAnyOrder("a:1", "b:1");
    }

    @Test
    void onlyPrequalAsksAndOnlyWhileItIsChosen() {
        Cluster cluster = cluster("1", FIVE);
        call(cluster);
        cluster.reconfigure(config("peak-ewma", "1", FIVE));
        call(cluster);
        assertThat(asked).hasSize(1);
        cluster.reconfigure(config("prequal", "2", FIVE));
        call(cluster);
        assertThat(asked).hasSize(3);
        cluster.remove();
        time.advance(Duration.ofMinutes(1));
        cluster.admit(new PickArgs(time.random()), time.nanos());
        assertThat(asked).hasSize(3);
    }
}

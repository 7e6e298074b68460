package io.meshclient.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.guard.Admission;
import io.meshclient.observe.MeshObserver;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.RefusalReason;
import io.meshclient.outcome.Verdict;
import io.meshclient.policy.AdmissionAlgorithm;
import io.meshclient.policy.CallPriority;
import io.meshclient.policy.ConfigException;
import io.meshclient.policy.LimitAlgorithm;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.testing.VirtualTime;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a service asks of a call before anything else; limits alone are {@link LimitsTest}'s. */
class ServiceGateTest {

    private static final long MILLI = 1_000_000L;

    private final VirtualTime time = new VirtualTime();

    private static ServiceConfig config(Consumer<ServiceConfig.Builder> edit) {
        return ServiceConfig.of("orders", orders -> {
            orders.endpoints("a:1");
            edit.accept(orders);
        });
    }

    private Cluster cluster(Consumer<ServiceConfig.Builder> edit) {
        Cluster cluster = new Cluster(config(edit), time.runtime(), new MeshObserver() {}, state -> {});
        cluster.update(EndpointSet.of(List.of(Endpoint.parse("a:1"))));
        return cluster;
    }

    private void answer(Cluster cluster, int status, int times) {
        EndpointState state = Objects.requireNonNull(cluster.state("a:1"));
        for (int i = 0; i < times; i++) {
            Admission admission = (Admission) state.admit(time.nanos(), true);
            admission.headers(
                    Outcome.response(status, MILLI),
                    status < 500 ? Verdict.SUCCESS : Verdict.RETRYABLE_FAILURE,
                    time.nanos());
            admission.end();
        }
    }

    private Map<CallPriority, Integer> shed(Cluster cluster, int calls) {
        Map<CallPriority, Integer> shed = new EnumMap<>(CallPriority.class);
        for (CallPriority priority : CallPriority.values()) {
            for (int i = 0; i < calls; i++) {
                RefusalReason reason = cluster.enter(priority, 0, time.nanos());
                if (reason == null) {
                    cluster.calls().giveBack();
                } else {
                    assertThat(reason).isEqualTo(RefusalReason.SHED);
                    shed.merge(priority, 1, Integer::sum);
                }
            }
        }
        assertThat(cluster.calls().inUse()).isZero();
        return shed;
    }

    @Test
    void aServiceThatFailsGetsFewerCallsSheddableOnesFirst() {
        Cluster cluster = cluster(orders -> orders.admission(a -> a.algorithm(AdmissionAlgorithm.ENVOY)));
        answer(cluster, 200, 100);
        assertThat(shed(cluster, 1_000)).isEmpty();

        answer(cluster, 503, 50);
        assertThat(cluster.shedding(time.nanos())).isBetween(0.2, 0.4);
        Map<CallPriority, Integer> some = shed(cluster, 1_000);
        assertThat(some).doesNotContainKey(CallPriority.CRITICAL);
        assertThat(some.get(CallPriority.DEFAULT)).isBetween(200, 400);
        assertThat(some.get(CallPriority.SHEDDABLE)).isBetween(450, 750);

        answer(cluster, 503, 2_000);
        Map<CallPriority, Integer> most = shed(cluster, 1_000);
        assertThat(most.get(CallPriority.CRITICAL)).isBetween(520, 680);
        assertThat(most.get(CallPriority.DEFAULT)).isBetween(730, 870);
        assertThat(most.get(CallPriority.SHEDDABLE)).isBetween(730, 870);

        time.advance(Duration.ofSeconds(40));
        assertThat(shed(cluster, 100)).isEmpty();
    }

    @Test
    void theRateIsLimitedForTheServiceOrForEachKey() {
        Cluster cluster = cluster(orders -> orders.rateLimit(rate -> rate.calls(2)));
        assertThat(cluster.enter(CallPriority.CRITICAL, 0, time.nanos())).isNull();
        assertThat(cluster.enter(CallPriority.CRITICAL, 0, time.nanos())).isNull();
        assertThat(cluster.enter(CallPriority.CRITICAL, 0, time.nanos())).isEqualTo(RefusalReason.RATE_LIMIT);
        assertThat(cluster.enter(CallPriority.CRITICAL, 7, time.nanos())).isNull();
        assertThat(cluster.calls().inUse()).as("a refused call holds no place").isEqualTo(3);
        time.advance(Duration.ofMillis(500));
        assertThat(cluster.enter(CallPriority.CRITICAL, 0, time.nanos())).isNull();
    }

    /** What another guard refuses takes nothing of the rate. */
    @Test
    void theRateIsAskedLast() {
        Cluster cluster = cluster(orders -> orders.maxConcurrentCalls(1).rateLimit(rate -> rate.calls(2)));
        assertThat(cluster.enter(CallPriority.DEFAULT, 0, time.nanos())).isNull();
        for (int i = 0; i < 5; i++) {
            assertThat(cluster.enter(CallPriority.DEFAULT, 0, time.nanos())).isEqualTo(RefusalReason.TOO_MANY_CALLS);
        }
        cluster.calls().giveBack();
        assertThat(cluster.enter(CallPriority.DEFAULT, 0, time.nanos())).isNull();
    }

    @Test
    void whatIsKnownSurvivesAChangeOfSomethingElse() {
        Consumer<ServiceConfig.Builder> guards = orders -> orders.admission(a -> a.algorithm(AdmissionAlgorithm.SRE))
                .rateLimit(rate -> rate.calls(1).period(Duration.ofSeconds(10)));
        Cluster cluster = cluster(guards);
        answer(cluster, 503, 100);
        double before = cluster.shedding(time.nanos());
        assertThat(before).isGreaterThan(0.7);
        cluster.reconfigure(config(guards.andThen(orders -> orders.callTimeout(Duration.ofSeconds(1)))));
        assertThat(cluster.shedding(time.nanos())).isEqualTo(before);
        cluster.reconfigure(
                config(guards.andThen(orders -> orders.admission(a -> a.algorithm(AdmissionAlgorithm.NONE)))));
        assertThat(cluster.shedding(time.nanos())).isZero();
        assertThat(cluster.enter(CallPriority.DEFAULT, 0, time.nanos())).isNull();
        cluster.reconfigure(config(guards));
        assertThat(cluster.shedding(time.nanos())).as("begins anew").isZero();
        assertThat(cluster.enter(CallPriority.DEFAULT, 0, time.nanos())).isEqualTo(RefusalReason.RATE_LIMIT);
    }

    @Test
    void numbersThatDoNotFitStopTheStart() {
        assertThatThrownBy(() -> config(orders -> orders.limit(limit -> limit.endpointAlgorithm(LimitAlgorithm.AIMD)
                        .endpointMin(20)
                        .endpointMax(10))))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(
                        "mesh.client.services.orders.limit.endpoint.min = '20' (Mesh.builder()) is above"
                                + " limit.endpoint.max 10; allowed: ");
        assertThatThrownBy(() -> config(orders -> orders.limit(limit -> limit.serviceMin(2_000))))
                .hasMessageContaining("is above limit.service.max 1000");
        assertThatThrownBy(() -> config(orders -> orders.limit(limit -> limit.sheddablePercent(95))))
                .hasMessageContaining("is above limit.default-percent 90");
        assertThatThrownBy(() -> config(orders -> orders.rateLimit(rate -> rate.period(Duration.ofNanos(5)))))
                .hasMessageContaining("is shorter than 1ms");
        assertThatThrownBy(() -> config(orders -> orders.set("limit.service.algorithm", "gradiant")))
                .hasMessageContaining("is not an algorithm (did you mean gradient?)");
    }
}

package io.meshclient.cluster;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.balance.PickArgs;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.guard.Admission;
import io.meshclient.observe.MeshObserver;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.RefusalReason;
import io.meshclient.outcome.Verdict;
import io.meshclient.policy.CallPriority;
import io.meshclient.policy.LimitAlgorithm;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Limits of endpoints and of a service: who is refused, who is asked instead, and that everything is given back. */
class LimitsTest {

    private static final long MILLI = 1_000_000L;

    private final VirtualTime time = new VirtualTime();

    private static ServiceConfig config(Consumer<ServiceConfig.Builder> edit, String... endpoints) {
        return ServiceConfig.of("orders", orders -> {
            orders.endpoints(endpoints).balancer("round-robin");
            edit.accept(orders);
        });
    }

    private Cluster cluster(Consumer<ServiceConfig.Builder> edit, String... endpoints) {
        Cluster cluster = new Cluster(config(edit, endpoints), time.runtime(), new MeshObserver() {}, state -> {});
        cluster.update(
                EndpointSet.of(Arrays.stream(endpoints).map(Endpoint::parse).toList()));
        return cluster;
    }

    private Cluster eachTakes(int calls, String... endpoints) {
        return cluster(
                orders -> orders.limit(limit -> limit.endpointAlgorithm(LimitAlgorithm.STATIC)
                        .endpointInitial(calls)
                        .defaultPercent(100)),
                endpoints);
    }

    private Choice admit(Cluster cluster, int percent) {
        return cluster.admit(new PickArgs(time.random()).limitedTo(percent), time.nanos());
    }

    private Admission admitted(Cluster cluster) {
        return requireNonNull(admit(cluster, 100).admission());
    }

    private static @Nullable RefusalReason reason(Choice choice) {
        return choice.refusal() == null ? null : choice.refusal().reason();
    }

    private void end(Admission admission, int status) {
        Verdict verdict = status < 500 ? Verdict.SUCCESS : Verdict.RETRYABLE_FAILURE;
        admission.headers(Outcome.response(status, MILLI), verdict, time.nanos());
        admission.end();
    }

    private static int inFlight(Cluster cluster, String key) {
        return requireNonNull(cluster.state(key)).inFlight();
    }

    @Test
    void whoIsAtTheLimitIsNotPickedWhileAnotherHasRoom() {
        Cluster cluster = eachTakes(2, "a:1", "b:1", "c:1");
        List<Admission> running = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            running.add(admitted(cluster));
        }
        assertThat(List.of(inFlight(cluster, "a:1"), inFlight(cluster, "b:1"), inFlight(cluster, "c:1")))
                .containsExactly(2, 2, 2);
        assertThat(reason(admit(cluster, 100))).isEqualTo(RefusalReason.ENDPOINTS_AT_LIMIT);

        end(running.remove(4), 200);
        Choice next = admit(cluster, 100);
        assertThat(requireNonNull(next.endpoint()).inFlight()).isEqualTo(2);
        assertThat(reason(admit(cluster, 100))).isEqualTo(RefusalReason.ENDPOINTS_AT_LIMIT);
    }

    /** More endpoints than there are second picks: it must be found by looking, not by asking. */
    @Test
    void theOneWithRoomIsFoundAmongMany() {
        String[] endpoints = new String[40];
        for (int i = 0; i < endpoints.length; i++) {
            endpoints[i] = "a:" + (i + 1);
        }
        Cluster cluster = cluster(
                orders -> orders.balancer("random")
                        .limit(limit ->
                                limit.endpointAlgorithm(LimitAlgorithm.STATIC).endpointInitial(1)),
                endpoints);
        for (int i = 0; i < endpoints.length; i++) {
            admitted(cluster);
        }
        assertThat(reason(admit(cluster, 100))).isEqualTo(RefusalReason.ENDPOINTS_AT_LIMIT);
    }

    /** What a call asks for in vain costs it time: if all are full, the first refusal is the last. */
    @Test
    void aCallThatNobodyHasRoomForAsksOne() {
        Cluster cluster = eachTakes(2, "a:1", "b:1", "c:1");
        List<Admission> running = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            running.add(admitted(cluster));
        }
        PickArgs call = new PickArgs(time.random());
        assertThat(reason(cluster.admit(call, time.nanos()))).isEqualTo(RefusalReason.ENDPOINTS_AT_LIMIT);
        assertThat(cluster.states()).noneMatch(call::isTried);

        end(running.remove(4), 200); // now one has room for the important ones, and none for others
        assertThat(reason(admit(cluster, 50))).isEqualTo(RefusalReason.ENDPOINTS_AT_LIMIT);
        assertThat(admit(cluster, 100).admission()).isNotNull();
    }

    /** An ejection may be disregarded when nothing better is left; a limit never. */
    @Test
    void aLimitHoldsInPanicToo() {
        Cluster cluster = eachTakes(1, "a:1", "b:1");
        for (int i = 0; i < 20; i++) {
            end(admitted(cluster), 500);
        }
        admitted(cluster);
        admitted(cluster);
        assertThat(admit(cluster, 100).admission()).isNull();
    }

    @Test
    void sheddableCallsAreRefusedFirstAndCriticalOnesLast() {
        Cluster cluster = cluster(
                orders -> orders.limit(
                        limit -> limit.endpointAlgorithm(LimitAlgorithm.STATIC).endpointInitial(10)),
                "a:1");
        int sheddable = cluster.config().limit().percent(CallPriority.SHEDDABLE);
        int usual = cluster.config().limit().percent(CallPriority.DEFAULT);
        for (int i = 0; i < 5; i++) {
            assertThat(admit(cluster, sheddable).admission()).isNotNull();
        }
        assertThat(reason(admit(cluster, sheddable))).isEqualTo(RefusalReason.ENDPOINTS_AT_LIMIT);
        for (int i = 5; i < 9; i++) {
            assertThat(admit(cluster, usual).admission()).isNotNull();
        }
        assertThat(reason(admit(cluster, usual))).isEqualTo(RefusalReason.ENDPOINTS_AT_LIMIT);
        assertThat(admit(cluster, 100).admission()).isNotNull();
        assertThat(reason(admit(cluster, 100))).isEqualTo(RefusalReason.ENDPOINTS_AT_LIMIT);
    }

    /** The probe of a held-off endpoint is not taken by a call that is refused. */
    @Test
    void aRefusalTakesNoProbe() {
        Cluster cluster = eachTakes(1, "a:1");
        Admission slow = admitted(cluster);
        EndpointState state = requireNonNull(cluster.state("a:1"));
        slow.headers(Outcome.failure(OutcomeKind.CONNECT_FAILURE, MILLI, true, null), Verdict.FAILURE, time.nanos());
        time.advance(Duration.ofSeconds(2)); // due for its probe, and still in flight
        assertThat(reason(admit(cluster, 100))).isEqualTo(RefusalReason.ENDPOINTS_AT_LIMIT);
        slow.end();
        assertThat(requireNonNull(admit(cluster, 100).admission()).isProbe()).isTrue();
        assertThat(state.inFlight()).isEqualTo(1);
    }

    @Test
    void anEndpointsLimitLearnsFromItsOwnCalls() {
        Cluster cluster = cluster(
                orders -> orders.limit(limit ->
                                limit.endpointAlgorithm(LimitAlgorithm.AIMD).endpointInitial(20))
                        .outlier(outlier -> outlier.enabled(false)),
                "a:1",
                "b:1");
        for (int i = 0; i < 10; i++) {
            Choice choice = admit(cluster, 100);
            boolean bad = requireNonNull(choice.endpoint()).key().equals("a:1");
            end(requireNonNull(choice.admission()), bad ? 503 : 200);
        }
        assertThat(cluster.view().stream().map(EndpointView::limit)).containsExactly(10, 20);
    }

    @Test
    void whatIsKnownSurvivesAChangeThatDoesNotConcernIt() {
        Consumer<ServiceConfig.Builder> limits = orders -> orders.limit(
                limit -> limit.endpointAlgorithm(LimitAlgorithm.AIMD).serviceAlgorithm(LimitAlgorithm.AIMD));
        Cluster cluster = cluster(limits, "a:1");
        for (int i = 0; i < 3; i++) {
            end(admitted(cluster), 503);
        }
        assertThat(cluster.view().get(0).limit()).isEqualTo(14);
        assertThat(cluster.limit()).isEqualTo(72);

        cluster.reconfigure(config(limits.andThen(orders -> orders.callTimeout(Duration.ofSeconds(1))), "a:1"));
        assertThat(cluster.view().get(0).limit()).isEqualTo(14);
        assertThat(cluster.limit()).isEqualTo(72);

        cluster.reconfigure(config(
                limits.andThen(
                        orders -> orders.limit(limit -> limit.endpointMax(30).serviceMax(50))),
                "a:1"));
        assertThat(cluster.view().get(0).limit()).isEqualTo(20);
        assertThat(cluster.limit()).isEqualTo(50);

        cluster.reconfigure(config(orders -> {}, "a:1"));
        assertThat(cluster.view().get(0).limit()).isNull();
        assertThat(cluster.limit()).isEqualTo(1024);
    }

    @Test
    void aServicesLimitRefusesByPriority() {
        Cluster cluster = cluster(
                orders -> orders.limit(
                        limit -> limit.serviceAlgorithm(LimitAlgorithm.STATIC).serviceInitial(10)),
                "a:1");
        List<CallPriority> taken = new ArrayList<>();
        for (CallPriority priority : List.of(CallPriority.SHEDDABLE, CallPriority.DEFAULT, CallPriority.CRITICAL)) {
            while (cluster.enter(priority, 0, time.nanos()) == null) {
                taken.add(priority);
            }
            assertThat(cluster.enter(priority, 0, time.nanos())).isEqualTo(RefusalReason.LIMIT_REACHED);
        }
        assertThat(taken).hasSize(10);
        assertThat(taken.stream().filter(CallPriority.SHEDDABLE::equals)).hasSize(5);
        assertThat(taken.stream().filter(CallPriority.CRITICAL::equals)).hasSize(1);
        assertThat(cluster.calls().inUse()).isEqualTo(10);
    }

    @Test
    void theLessOfCapAndLimitDecides() {
        Cluster cluster = cluster(
                orders -> orders.maxConcurrentCalls(3)
                        .limit(limit ->
                                limit.serviceAlgorithm(LimitAlgorithm.STATIC).serviceInitial(5)),
                "a:1");
        for (int i = 0; i < 3; i++) {
            assertThat(cluster.enter(CallPriority.CRITICAL, 0, time.nanos())).isNull();
        }
        assertThat(cluster.enter(CallPriority.CRITICAL, 0, time.nanos())).isEqualTo(RefusalReason.TOO_MANY_CALLS);
        assertThat(cluster.limit()).isEqualTo(3);
    }

    /** Whatever calls do, in whatever order: nobody is above a limit, nothing is counted below zero, all is given back. */
    @Property(tries = 60)
    void everyPlaceIsGivenBackOnce(@ForAll @Size(max = 200) List<@IntRange(max = 99_999) Integer> tape) {
        Cluster cluster = cluster(
                orders -> orders.limit(limit -> limit.endpointAlgorithm(LimitAlgorithm.AIMD)
                        .endpointInitial(3)
                        .endpointMax(4)
                        .serviceAlgorithm(LimitAlgorithm.AIMD)
                        .serviceInitial(6)
                        .serviceMin(1)
                        .serviceMax(8)),
                "a:1",
                "b:1",
                "c:1");
        List<Admission> running = new ArrayList<>();
        for (int step : tape) {
            time.advance(Duration.ofMillis(step % 7));
            if (step % 3 > 0) {
                begin(cluster, CallPriority.values()[step / 3 % 3], running);
            } else if (!running.isEmpty()) {
                finish(cluster, running.remove(step / 3 % running.size()), step);
            }
            assertThat(cluster.calls().inUse()).isEqualTo(running.size());
            int sum = 0;
            for (EndpointView endpoint : cluster.view()) {
                assertThat(endpoint.inFlight()).isBetween(0, 4);
                sum += endpoint.inFlight();
            }
            assertThat(sum).isEqualTo(running.size());
        }
        running.forEach(admission -> finish(cluster, admission, 0));
        assertThat(cluster.calls().inUse()).isZero();
        assertThat(cluster.view()).allMatch(endpoint -> endpoint.inFlight() == 0);
    }

    private void begin(Cluster cluster, CallPriority priority, List<Admission> running) {
        int limit = cluster.limit();
        int before = cluster.calls().inUse();
        if (cluster.enter(priority, 0, time.nanos()) != null) {
            assertThat(cluster.calls().inUse()).isEqualTo(before);
            return;
        }
        assertThat(before).isLessThan(limit);
        Admission admission =
                admit(cluster, cluster.config().limit().percent(priority)).admission();
        if (admission == null) {
            cluster.calls().giveBack();
        } else {
            running.add(admission);
        }
    }

    private void finish(Cluster cluster, Admission admission, int step) {
        end(admission, step % 2 == 0 ? 200 : 503);
        admission.end();
        cluster.calls().giveBack();
    }
}

package io.meshclient.cluster;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.balance.PickArgs;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.guard.Admission;
import io.meshclient.observe.EndpointEvent;
import io.meshclient.observe.EndpointEvent.Change;
import io.meshclient.observe.EndpointStatus;
import io.meshclient.observe.MeshObserver;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.RefusalReason;
import io.meshclient.outcome.Verdict;
import io.meshclient.policy.BreakerBuilder;
import io.meshclient.policy.BreakerScope;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A circuit breaker for each endpoint: who is passed by, until when, and what is told of it. */
class EndpointBreakerTest {

    private static final long MILLI = 1_000_000L;

    private final VirtualTime time = new VirtualTime();
    private final List<EndpointEvent> events = new ArrayList<>();
    private boolean lockHeld;

    private final MeshObserver observer = new MeshObserver() {
        @Override
        public void endpointChanged(EndpointEvent event) {
            events.add(event);
            lockHeld |= watched != null && Thread.holdsLock(watched);
        }
    };
    private EndpointState watched;

    private static ServiceConfig config(Consumer<BreakerBuilder> edit, String... endpoints) {
        return ServiceConfig.of(
                "orders",
                orders -> orders.endpoints(endpoints)
                        .balancer("round-robin")
                        .outlier(outlier -> outlier.enabled(false))
                        .breaker(breaker -> edit.accept(breaker.enabled(true)
                                .scope(BreakerScope.ENDPOINT)
                                .windowSize(4)
                                .openTime(Duration.ofSeconds(20))
                                .halfOpenCalls(1))));
    }

    private Cluster cluster(String... endpoints) {
        Cluster cluster = new Cluster(config(breaker -> {}, endpoints), time.runtime(), observer, state -> {});
        cluster.update(
                EndpointSet.of(Arrays.stream(endpoints).map(Endpoint::parse).toList()));
        watched = state(cluster, endpoints[0]);
        return cluster;
    }

    private static EndpointState state(Cluster cluster, String key) {
        return requireNonNull(cluster.state(key));
    }

    private void answer(EndpointState state, Outcome outcome, int times) {
        for (int i = 0; i < times; i++) {
            end((Admission) state.admit(time.nanos(), false), outcome);
        }
    }

    private void end(Admission admission, Outcome outcome) {
        boolean good = outcome.kind() == OutcomeKind.RESPONSE && outcome.status() < 500;
        admission.headers(outcome, good ? Verdict.SUCCESS : Verdict.RETRYABLE_FAILURE, time.nanos());
        admission.end();
    }

    private Choice admit(Cluster cluster) {
        return cluster.admit(new PickArgs(time.random()), time.nanos());
    }

    private Set<String> asked(Cluster cluster, int calls) {
        Set<String> asked = new TreeSet<>();
        for (int i = 0; i < calls; i++) {
            Choice choice = admit(cluster);
            asked.add(requireNonNull(choice.endpoint()).key());
            end(requireNonNull(choice.admission()), Outcome.response(200, MILLI));
        }
        return asked;
    }

    @Test
    void anEndpointWhoseBreakerIsOpenIsPassedByUntilATrialSucceeds() {
        Cluster cluster = cluster("a:1", "b:1", "c:1");
        answer(watched, Outcome.response(503, MILLI), 4);
        assertThat(watched.status()).isEqualTo(EndpointStatus.BREAKER_OPEN);
        assertThat(asked(cluster, 30)).containsExactly("b:1", "c:1");
        assertThat(cluster.breaker()).as("of the service").isNull();

        time.advance(Duration.ofSeconds(21));
        assertThat(asked(cluster, 6)).containsExactly("a:1", "b:1", "c:1");
        assertThat(watched.status()).isEqualTo(EndpointStatus.AVAILABLE);
        assertThat(events.stream().map(EndpointEvent::change))
                .containsExactly(Change.BREAKER_OPENED, Change.BREAKER_CLOSED);
        assertThat(events.get(0).forNanos()).isEqualTo(Duration.ofSeconds(20).toNanos());
        assertThat(lockHeld).as("told under the endpoint's lock").isFalse();
    }

    @Test
    void aTrialThatSaysNothingIsGivenBack() {
        Cluster cluster = cluster("a:1");
        answer(watched, Outcome.response(503, MILLI), 4);
        time.advance(Duration.ofSeconds(21));
        for (int i = 0; i < 3; i++) {
            Admission trial = requireNonNull(admit(cluster).admission());
            assertThat(admit(cluster).refusal()).as("one trial at a time").isNotNull();
            trial.end();
        }
        answer(watched, Outcome.response(503, MILLI), 1);
        assertThat(watched.status()).isEqualTo(EndpointStatus.BREAKER_OPEN);
    }

    /** Unlike an ejection, which never takes the last. */
    @Test
    void whenAllAreOpenNobodyIsAsked() {
        Cluster cluster = cluster("a:1", "b:1");
        answer(watched, Outcome.response(503, MILLI), 4);
        answer(state(cluster, "b:1"), Outcome.failure(OutcomeKind.RESET, MILLI, false, null), 4);
        assertThat(requireNonNull(admit(cluster).refusal()).reason()).isEqualTo(RefusalReason.ENDPOINTS_REFUSED);
        assertThat(watched.inFlight()).isZero();
    }

    @Test
    void aChangeOfSomethingElseKeepsItAndSwitchingItOffCloses() {
        Cluster cluster = cluster("a:1", "b:1");
        answer(watched, Outcome.response(503, MILLI), 4);
        cluster.reconfigure(ServiceConfig.of(
                "orders",
                orders -> orders.endpoints("a:1", "b:1")
                        .balancer("random")
                        .outlier(outlier -> outlier.enabled(false))
                        .breaker(breaker -> breaker.enabled(true)
                                .scope(BreakerScope.ENDPOINT)
                                .windowSize(4)
                                .openTime(Duration.ofSeconds(20))
                                .halfOpenCalls(1))));
        assertThat(watched.status()).isEqualTo(EndpointStatus.BREAKER_OPEN);
        cluster.reconfigure(config(breaker -> breaker.enabled(false), "a:1", "b:1"));
        assertThat(watched.status()).isEqualTo(EndpointStatus.AVAILABLE);
        assertThat(asked(cluster, 20)).containsExactly("a:1", "b:1");
    }
}

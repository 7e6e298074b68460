package io.meshclient.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.balance.PickArgs;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.endpoint.Health;
import io.meshclient.guard.Admission;
import io.meshclient.guard.Refusal;
import io.meshclient.observe.MeshObserver;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.Verdict;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Priorities of a running cluster: loads follow ejections, returns and what the source says. */
final class ClusterPrioritiesTest {

    private final VirtualTime time = new VirtualTime();

    @Test
    void ejectionsMoveCallsToTheNextPriorityAndReturnsMoveThemBack() {
        Cluster cluster = cluster(s -> {}, 4, 4);
        assertThat(shareOf(cluster, 0)).isEqualTo(1);
        eject(cluster, "p0-0:1");
        assertThat(shareOf(cluster, 0)).as("75 % are healthy: still enough").isEqualTo(1);
        eject(cluster, "p0-1:1");
        assertThat(shareOf(cluster, 0)).as("half are healthy").isBetween(0.65, 0.75);
        time.advance(Duration.ofSeconds(31));
        assertThat(shareOf(cluster, 0)).isEqualTo(1);
    }

    @Test
    void whatTheSourceSaysCountsAtOnce() {
        Cluster cluster = cluster(s -> {}, 2, 2);
        List<Endpoint> sick = new ArrayList<>();
        for (EndpointState state : cluster.states()) {
            boolean bad = state.priority() == 0;
            sick.add(state.endpoint().toBuilder()
                    .health(bad ? Health.UNHEALTHY : Health.HEALTHY)
                    .build());
        }
        cluster.update(EndpointSet.of(sick));
        assertThat(shareOf(cluster, 1)).isEqualTo(1);
    }

    @Test
    void theFactorIsConfiguredAndSwapped() {
        Cluster cluster = cluster(s -> s.priority(p -> p.overprovisioning(100)), 4, 4);
        eject(cluster, "p0-0:1");
        assertThat(shareOf(cluster, 0)).isBetween(0.70, 0.80);
        cluster.reconfigure(config(s -> s.priority(p -> p.overprovisioning(140))));
        assertThat(shareOf(cluster, 0)).isEqualTo(1);
    }

    @Test
    void panicMayBeARefusal() {
        Cluster cluster = cluster(s -> s.failOnPanic(true), 3);
        List<Endpoint> sick = new ArrayList<>();
        for (EndpointState state : cluster.states()) {
            sick.add(state.endpoint().toBuilder()
                    .health(sick.isEmpty() ? Health.HEALTHY : Health.UNHEALTHY)
                    .build());
        }
        cluster.update(EndpointSet.of(sick));
        assertThat(cluster.admit(new PickArgs(time.random()), time.nanos()).refusal())
                .isEqualTo(Refusal.NO_HEALTHY_ENDPOINT);
        cluster.reconfigure(config(s -> {}));
        assertThat(cluster.admit(new PickArgs(time.random()), time.nanos()).admission())
                .isNotNull();
    }

    @Test
    void aRetryGoesToAnotherPriorityWhenItsOwnIsUsedUp() {
        Cluster cluster = cluster(s -> {}, 1, 1);
        PickArgs args = new PickArgs(time.random());
        EndpointState first =
                Objects.requireNonNull(cluster.admit(args, time.nanos()).endpoint());
        assertThat(first.priority()).isZero();
        args.exclude(first);
        assertThat(cluster.hasUntried(args)).isTrue();
        EndpointState second =
                Objects.requireNonNull(cluster.admit(args, time.nanos()).endpoint());
        assertThat(second.priority()).isEqualTo(1);
    }

    private static ServiceConfig config(Consumer<ServiceConfig.Builder> edit) {
        return ServiceConfig.of("orders", s -> {
            s.endpoints("unused:1").set("outlier.ejection-jitter", "0s").set("outlier.max-ejection-percent", "100");
            edit.accept(s);
        });
    }

    private Cluster cluster(Consumer<ServiceConfig.Builder> edit, int... sizes) {
        Cluster cluster = new Cluster(config(edit), time.runtime(), new MeshObserver() {}, gone -> {});
        List<Endpoint> endpoints = new ArrayList<>();
        for (int priority = 0; priority < sizes.length; priority++) {
            for (int i = 0; i < sizes[priority]; i++) {
                endpoints.add(Endpoint.builder("p" + priority + "-" + i, 1)
                        .priority(priority)
                        .build());
            }
        }
        cluster.update(EndpointSet.of(endpoints));
        return cluster;
    }

    private void eject(Cluster cluster, String key) {
        for (int i = 0; i < 5; i++) {
            EndpointState state = Objects.requireNonNull(cluster.state(key));
            Admission admission = (Admission) state.admit(time.nanos(), false);
            admission.headers(Outcome.response(500, 1_000_000), Verdict.FAILURE, time.nanos());
            admission.end();
        }
        assertThat(Objects.requireNonNull(cluster.state(key)).isEjected()).isTrue();
    }

    private double shareOf(Cluster cluster, int priority) {
        int count = 0;
        for (int i = 0; i < 2_000; i++) {
            Choice choice = cluster.admit(new PickArgs(time.random()), time.nanos());
            Admission admission = Objects.requireNonNull(choice.admission());
            admission.headers(Outcome.failure(OutcomeKind.CANCELED, 0, false, null), Verdict.IGNORED, time.nanos());
            admission.end();
            count += Objects.requireNonNull(choice.endpoint()).priority() == priority ? 1 : 0;
        }
        return count / 2_000.0;
    }
}

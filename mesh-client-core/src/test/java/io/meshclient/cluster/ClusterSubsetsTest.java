package io.meshclient.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.balance.PickArgs;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.endpoint.Health;
import io.meshclient.guard.Refusal;
import io.meshclient.observe.MeshObserver;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.testing.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Subsets by metadata. */
final class ClusterSubsetsTest {

    private static final Map<String, String> NOTHING = Map.of();

    private final VirtualTime time = new VirtualTime();

    @Test
    void aCallGetsWhatItAsksFor() {
        Cluster cluster = cluster(s -> s.subset(subset -> subset.keys("version", "stage+version")));
        assertThat(chosen(cluster, Map.of("version", "v2"))).containsExactly("b1:1", "b2:1");
        assertThat(chosen(cluster, Map.of("version", "v2", "stage", "canary"))).containsExactly("b2:1");
        assertThat(chosen(cluster, NOTHING)).containsExactly("a1:1", "a2:1", "b1:1", "b2:1");
    }

    @Test
    void whatNobodyHasOrNobodyMayAskForIsRefused() {
        Cluster cluster = cluster(s -> s.subset(subset -> subset.keys("version")));
        assertThat(refusal(cluster, Map.of("version", "v9"))).isEqualTo(Refusal.NO_SUBSET);
        assertThat(refusal(cluster, Map.of("stage", "canary")))
                .as("no such key set")
                .isEqualTo(Refusal.NO_SUBSET);
        assertThat(refusal(cluster, Map.of("version", "v2", "stage", "canary"))).isEqualTo(Refusal.NO_SUBSET);
        cluster.update(EndpointSet.EMPTY);
        assertThat(refusal(cluster, Map.of("version", "v9"))).isEqualTo(Refusal.NO_ENDPOINTS);
    }

    @Test
    void fallbacksGiveOthersInstead() {
        Map<String, String> none = Map.of("version", "v9");
        Cluster any = cluster(s -> s.subset(subset -> subset.keys("version").fallback("any-endpoint")));
        assertThat(chosen(any, none)).hasSize(4);
        Cluster stable = cluster(s -> s.subset(
                subset -> subset.keys("version").fallback("default-subset").defaultSubset("version=v1")));
        assertThat(chosen(stable, none)).containsExactly("a1:1", "a2:1");
        assertThat(chosen(stable, NOTHING)).as("who asks for nothing").containsExactly("a1:1", "a2:1");
        assertThat(chosen(stable, Map.of("version", "v2"))).containsExactly("b1:1", "b2:1");
    }

    @Test
    void aServiceMayBePinnedAndACallMayAskForMore() {
        Cluster pinned =
                cluster(s -> s.subset(subset -> subset.require("version=v2").keys("stage+version")));
        assertThat(chosen(pinned, NOTHING)).containsExactly("b1:1", "b2:1");
        assertThat(chosen(pinned, Map.of("stage", "canary"))).containsExactly("b2:1");
        assertThat(chosen(pinned, Map.of("version", "v1")))
                .as("the call's word counts")
                .containsExactly("a1:1", "a2:1");
    }

    @Test
    void aRetryStaysInItsSubset() {
        Cluster cluster = cluster(s -> s.subset(subset -> subset.keys("version")));
        PickArgs args = new PickArgs(time.random()).within(Map.of("version", "v2"));
        for (int i = 0; i < 2; i++) {
            EndpointState picked =
                    Objects.requireNonNull(cluster.admit(args, time.nanos()).endpoint());
            assertThat(picked.endpoint().metadata()).containsEntry("version", "v2");
            args.exclude(picked);
        }
        assertThat(cluster.hasUntried(args)).as("v1 does not count").isFalse();
        EndpointState again =
                Objects.requireNonNull(cluster.admit(args, time.nanos()).endpoint());
        assertThat(again.endpoint().metadata())
                .as("nobody is left: a tried one")
                .containsEntry("version", "v2");
    }

    @Test
    void subsetsFollowHealthAndEndpoints() {
        Cluster cluster = cluster(s -> s.subset(subset -> subset.keys("version")));
        Map<String, String> second = Map.of("version", "v2");
        assertThat(chosen(cluster, second)).hasSize(2);
        List<Endpoint> changed = new ArrayList<>(endpoints());
        changed.set(2, changed.get(2).toBuilder().health(Health.UNHEALTHY).build());
        cluster.update(EndpointSet.of(changed));
        assertThat(chosen(cluster, second)).containsExactly("b2:1");
        changed.add(endpoint("b3", "v2", ""));
        cluster.update(EndpointSet.of(changed));
        assertThat(chosen(cluster, second)).containsExactly("b2:1", "b3:1");
        cluster.reconfigure(config(s -> {}));
        assertThat(refusal(cluster, second)).isEqualTo(Refusal.NO_SUBSET);
    }

    @Test
    void moreSubsetsThanAreKeptWorkToo() {
        Cluster cluster = cluster(s -> s.subset(subset -> subset.keys("version")));
        List<Endpoint> many = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            many.add(endpoint("e" + i, "v" + i, ""));
        }
        cluster.update(EndpointSet.of(many));
        for (int i = 0; i < 200; i++) {
            assertThat(chosen(cluster, Map.of("version", "v" + i))).containsExactly("e" + i + ":1");
        }
    }

    private Set<String> chosen(Cluster cluster, Map<String, String> wanted) {
        Set<String> keys = new TreeSet<>();
        for (int i = 0; i < 60; i++) {
            Choice choice = cluster.admit(new PickArgs(time.random()).within(wanted), time.nanos());
            keys.add(Objects.requireNonNull(choice.endpoint()).key());
            Objects.requireNonNull(choice.admission()).end();
        }
        return keys;
    }

    private Refusal refusal(Cluster cluster, Map<String, String> wanted) {
        return Objects.requireNonNull(cluster.admit(new PickArgs(time.random()).within(wanted), time.nanos())
                .refusal());
    }

    private Cluster cluster(Consumer<ServiceConfig.Builder> edit) {
        Cluster cluster = new Cluster(config(edit), time.runtime(), new MeshObserver() {}, gone -> {});
        cluster.update(EndpointSet.of(endpoints()));
        return cluster;
    }

    private static ServiceConfig config(Consumer<ServiceConfig.Builder> edit) {
        return ServiceConfig.of(
                "orders", s -> edit.accept(s.endpoints("unused:1").balancer("round-robin")));
    }

    private static List<Endpoint> endpoints() {
        return List.of(
                endpoint("a1", "v1", "prod"),
                endpoint("a2", "v1", "prod"),
                endpoint("b1", "v2", "prod"),
                endpoint("b2", "v2", "canary"));
    }

    private static Endpoint endpoint(String host, String version, String stage) {
        return Endpoint.builder(host, 1)
                .metadata(Map.of("version", version, "stage", stage))
                .build();
    }
}

package io.meshclient.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CompositeDiscoveryTest {

    private final Scripted first = new Scripted();
    private final Scripted second = new Scripted();
    private final List<String> heard = new ArrayList<>();
    private final Listener listener = new Listener() {
        @Override
        public void onEndpoints(EndpointSet set) {
            heard.add(set.endpoints().stream().map(Endpoint::key).toList().toString());
        }

        @Override
        public void onFailure(Throwable failure) {
            heard.add(failure.getMessage());
        }
    };

    @Test
    void mergedWaitsForAllAndThenFollowsEach() {
        CompositeDiscovery.merged(List.of(first, second)).subscribe("t", listener);

        first.listener.onEndpoints(set("a:1"));
        assertThat(heard).isEmpty();
        second.listener.onEndpoints(set("a:1", "b:1"));
        first.listener.onEndpoints(EndpointSet.EMPTY);

        assertThat(heard).containsExactly("[a:1, b:1]");
        second.listener.onEndpoints(set("b:1"));
        assertThat(heard).containsExactly("[a:1, b:1]", "[b:1]");
    }

    @Test
    void aPartThatFailsKeepsWhatItSaid() {
        CompositeDiscovery.merged(List.of(first, second)).subscribe("t", listener);

        first.listener.onEndpoints(set("a:1"));
        second.listener.onFailure(new IllegalStateException("down"));
        first.listener.onFailure(new IllegalStateException("gone"));
        first.listener.onEndpoints(set("a:1"));

        assertThat(heard)
                .containsExactly(
                        "[a:1]",
                        "All 2 sources fail: java.lang.IllegalStateException: gone;"
                                + " java.lang.IllegalStateException: down",
                        "[a:1]");
    }

    /** Three old ones of weight 1, and two new ones of weights 1 and 3 that get a tenth. */
    @Test
    void migratingGivesTheSecondItsShareWhateverTheWeightsAre() {
        List<Endpoint> told = new ArrayList<>();
        CompositeDiscovery.migrating(first, second, 10).subscribe("t", new Listener() {
            @Override
            public void onEndpoints(EndpointSet set) {
                told.clear();
                told.addAll(set.endpoints());
            }

            @Override
            public void onFailure(Throwable failure) {
                heard.add(failure.getMessage());
            }
        });

        first.listener.onEndpoints(set("a:1", "b:1", "c:1"));
        assertThat(told).isEmpty();
        second.listener.onEndpoints(EndpointSet.of(List.of(
                Endpoint.parse("x:1"),
                Endpoint.parse("y:1").toBuilder().weight(3).build())));

        double all = told.stream().mapToInt(Endpoint::weight).sum();
        assertThat(told).hasSize(5);
        assertThat(weight(told, "a:1") / all).isCloseTo(0.3, within(0.001));
        assertThat(weight(told, "x:1") / all).isCloseTo(0.025, within(0.001));
        assertThat(weight(told, "y:1") / all).isCloseTo(0.075, within(0.001));

        first.listener.onEndpoints(EndpointSet.EMPTY);
        assertThat(told).extracting(Endpoint::key).containsExactly("x:1", "y:1");
    }

    private static int weight(List<Endpoint> told, String key) {
        return told.stream()
                .filter(endpoint -> endpoint.key().equals(key))
                .findFirst()
                .orElseThrow()
                .weight();
    }

    @Property
    void aMigrationKeepsItsSharesWithinTheRangeOfWeights(
            @ForAll @IntRange(max = 100) int percent,
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 1, max = Endpoint.MAX_WEIGHT) Integer> from,
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 1, max = Endpoint.MAX_WEIGHT) Integer> to) {
        List<CompositeSubscription.Part> parts = List.of(part("from", from), part("to", to));
        EndpointSet set = Compositions.migrated(parts, percent);
        double share = 0;
        double all = 0;
        for (Endpoint endpoint : set.endpoints()) {
            all += endpoint.weight();
            share += endpoint.host().startsWith("to") ? endpoint.weight() : 0;
        }
        assertThat(set.endpoints()).hasSize(from.size() + to.size());
        assertThat(100 * share / all).isCloseTo(percent, within(0.5));
    }

    private static CompositeSubscription.Part part(String name, List<Integer> weights) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (int i = 0; i < weights.size(); i++) {
            endpoints.add(Endpoint.builder(name + i, 1).weight(weights.get(i)).build());
        }
        return new CompositeSubscription.Part(EndpointSet.of(endpoints), null);
    }

    @Test
    void whoIsOnBothSidesOfAMigrationCountsOnceWithBothWeights() {
        List<CompositeSubscription.Part> parts = List.of(
                new CompositeSubscription.Part(set("a:1", "b:1"), null),
                new CompositeSubscription.Part(set("a:1", "b:1"), null));
        for (int percent : new int[] {0, 30, 100}) {
            List<Endpoint> told = Compositions.migrated(parts, percent).endpoints();
            assertThat(told).extracting(Endpoint::key).containsExactly("a:1", "b:1");
            assertThat(weight(told, "a:1")).isEqualTo(weight(told, "b:1"));
        }
    }

    @Test
    void preferringUsesALaterPartOnlyWhenTheEarlierHasNothing() {
        CompositeDiscovery.preferring(List.of(first, second)).subscribe("t", listener);

        second.listener.onEndpoints(set("b:1"));
        assertThat(heard).isEmpty();
        first.listener.onFailure(new IllegalStateException("down"));
        first.listener.onEndpoints(set("a:1"));
        first.listener.onFailure(new IllegalStateException("down"));
        first.listener.onEndpoints(EndpointSet.EMPTY);
        second.listener.onEndpoints(EndpointSet.EMPTY);

        assertThat(heard).containsExactly("[b:1]", "[a:1]", "[b:1]", "[]");
    }

    @Test
    void aPartThatThrowsOnSubscribeHasFailed() {
        StaticDiscovery closed = new StaticDiscovery(Map.of());
        closed.close();

        CompositeDiscovery.preferring(List.of(closed, new StaticDiscovery(Map.of("t", set("b:1")))))
                .subscribe("t", listener);

        assertThat(heard).containsExactly("[b:1]");
    }

    @Test
    void closingClosesAllParts() {
        CompositeDiscovery both = CompositeDiscovery.merged(List.of(first, second));
        Subscription subscription = both.subscribe("t", listener);

        subscription.close();
        first.listener.onEndpoints(set("a:1"));
        second.listener.onEndpoints(set("a:1"));
        both.close();

        assertThat(heard).isEmpty();
        assertThat(List.of(first.subscriptionClosed, second.subscriptionClosed, first.closed, second.closed))
                .containsOnly(true);
        assertThatThrownBy(() -> both.subscribe("t", listener)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> CompositeDiscovery.merged(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aStaticDiscoveryNamesTheTargetsThatItHas() {
        new StaticDiscovery(Map.of("a", set("a:1"), "b", set("b:1"))).subscribe("x", listener);
        new StaticDiscovery(Map.of()).subscribe("x", listener);

        assertThat(heard)
                .containsExactly(
                        "There is no target 'x'; there are: a, b", "There is no target 'x'; there is none at all");
    }

    private static EndpointSet set(String... keys) {
        return EndpointSet.of(Stream.of(keys).map(Endpoint::parse).toList());
    }

    /** A discovery that says what the test says. */
    private static final class Scripted implements Discovery {
        private Listener listener;
        private boolean subscriptionClosed;
        private boolean closed;

        @Override
        public Subscription subscribe(String target, Listener told) {
            listener = told;
            return () -> subscriptionClosed = true;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}

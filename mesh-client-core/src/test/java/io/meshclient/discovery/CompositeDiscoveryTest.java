package io.meshclient.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

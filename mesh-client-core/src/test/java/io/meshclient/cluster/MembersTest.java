package io.meshclient.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.guard.Findings;
import io.meshclient.guard.Standing;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;

class MembersTest {

    private static final EndpointListener NOBODY = new EndpointListener() {
        @Override
        public Standing.Terms terms() {
            throw new AssertionError("nobody asks");
        }

        @Override
        public void found(EndpointState endpoint, Findings findings, long nowNanos) {}

        @Override
        public void learned(Outcome outcome, Verdict verdict, long nowNanos) {}

        @Override
        public void saysUnhealthy(EndpointState endpoint) {}
    };

    /** Against a map that is looked into for each: whoever stays keeps the state, wherever it stands then. */
    @Property
    void itIsAMapByKeyWhateverTheOrder(
            @ForAll @Size(max = 12) List<@Size(max = 8) @UniqueElements List<@IntRange(max = 9) Integer>> sets) {
        Members members = new Members(endpoint -> new EndpointState(endpoint, NOBODY));
        Map<String, EndpointState> model = new HashMap<>();
        for (List<Integer> ports : sets) {
            List<Endpoint> endpoints = ports.stream().map(MembersTest::endpoint).toList();
            List<String> keys = endpoints.stream().map(Endpoint::key).toList();
            boolean sameOnes = model.keySet().equals(Set.copyOf(keys));

            assertThat(members.swap(endpoints)).isEqualTo(!sameOnes);

            List<String> left = new ArrayList<>(model.keySet());
            left.removeAll(keys);
            assertThat(members.takeGone()).extracting(EndpointState::key).containsExactlyInAnyOrderElementsOf(left);
            left.forEach(model::remove);
            assertThat(members.all()).extracting(EndpointState::key).containsExactlyElementsOf(keys);
            for (EndpointState state : members.all()) {
                assertThat(model.computeIfAbsent(state.key(), key -> state)).isSameAs(state);
                assertThat(members.find(state.key())).isSameAs(state);
            }
            left.forEach(key -> assertThat(members.find(key)).isNull());
        }
    }

    @Test
    void whatASourceSaysAnewIsTakenOverAndIsNewsOnlyIfItDiffers() {
        AtomicInteger joined = new AtomicInteger();
        Members members = new Members(endpoint -> {
            joined.incrementAndGet();
            return new EndpointState(endpoint, NOBODY);
        });
        Endpoint first = endpoint(1);
        members.swap(List.of(first, endpoint(2)));
        Endpoint equal = endpoint(1);
        assertThat(members.swap(List.of(equal, endpoint(2)))).isFalse();
        assertThat(members.all().get(0).endpoint()).as("or both would be kept").isSameAs(equal);

        Endpoint heavy = equal.toBuilder().weight(9).build();
        assertThat(members.swap(List.of(heavy, endpoint(2)))).isTrue();
        assertThat(members.all().get(0).weight()).isEqualTo(9);
        assertThat(joined).hasValue(2);
    }

    private static Endpoint endpoint(int port) {
        return Endpoint.builder("10.0.0." + port % 3, 80 + port).build();
    }
}

package io.meshclient.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EndpointSetTest {

    @Property
    void orderAndRepetitionMakeNoDifference(@ForAll @Size(max = 20) List<@IntRange(min = 1, max = 12) Integer> ports) {
        List<Endpoint> endpoints =
                ports.stream().map(port -> Endpoint.parse("a:" + port)).toList();
        List<Endpoint> reversed = new ArrayList<>(endpoints);
        Collections.reverse(reversed);
        EndpointSet set = EndpointSet.of(endpoints, "1");
        EndpointSet other = EndpointSet.of(reversed, "2");

        assertThat(set).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(set.endpoints()).doesNotHaveDuplicates().hasSameElementsAs(endpoints);
        assertThat(set.isEmpty()).isEqualTo(ports.isEmpty());
    }

    @Test
    void theFirstOfTheSameKeyCounts() {
        Endpoint heavy = Endpoint.builder("a", 1).weight(9).build();

        EndpointSet set = EndpointSet.of(List.of(heavy, Endpoint.parse("a:1"), Endpoint.parse("b:1")));

        assertThat(set.endpoints()).containsExactly(heavy, Endpoint.parse("b:1"));
    }

    /** Against sets of the JDK, for both what stays of a list and what is equal. */
    @Property
    void itIsASetByKey(
            @ForAll @Size(max = 9) List<@IntRange(max = 5) Integer> left,
            @ForAll @Size(max = 9) List<@IntRange(max = 5) Integer> right) {
        EndpointSet one =
                EndpointSet.of(left.stream().map(EndpointSetTest::endpoint).toList());
        EndpointSet other =
                EndpointSet.of(right.stream().map(EndpointSetTest::endpoint).toList());

        assertThat(one.endpoints())
                .containsExactlyElementsOf(
                        left.stream().distinct().map(EndpointSetTest::endpoint).toList());
        assertThat(one.equals(other)).isEqualTo(new HashSet<>(left).equals(new HashSet<>(right)));
    }

    /** Few hosts and few ports, so that keys differ in one of both. */
    private static Endpoint endpoint(int number) {
        return Endpoint.parse("host-" + number / 2 + ":" + (80 + number % 2));
    }

    @Test
    void anyDifferenceCounts() {
        EndpointSet set = EndpointSet.of(List.of(Endpoint.parse("a:1")));

        assertThat(set)
                .isNotEqualTo(EndpointSet.EMPTY)
                .isNotEqualTo(EndpointSet.of(
                        List.of(Endpoint.builder("a", 1).weight(2).build())))
                .isNotEqualTo("a:1");
    }

    @Test
    void itReadsWell() {
        assertThat(EndpointSet.EMPTY).hasToString("0 endpoints");
        assertThat(EndpointSet.of(List.of(Endpoint.parse("a:1")), "42")).hasToString("1 endpoints (version 42)");
    }
}

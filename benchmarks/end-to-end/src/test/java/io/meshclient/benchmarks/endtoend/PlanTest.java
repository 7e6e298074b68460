package io.meshclient.benchmarks.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.meshclient.benchmarks.endtoend.contender.ContenderName;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PlanTest {
    private final Plan plan = Plan.full(List.of(ContenderName.values()));

    @Test
    void everyContenderHasATurnInEveryRoundAndEveryoneBeginsOnce() {
        List<List<ContenderName>> orders =
                IntStream.rangeClosed(1, 10).mapToObj(plan::order).toList();

        assertThat(orders).allSatisfy(order -> assertThat(order).containsExactlyInAnyOrder(ContenderName.values()));
        assertThat(orders.stream().map(order -> order.get(0))).contains(ContenderName.values());
    }

    @Test
    void wrongOptionsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Options.parse(List.of("--fast")));
        assertThatIllegalArgumentException().isThrownBy(() -> Options.parse(List.of("--rounds", "0")));
        assertThatIllegalArgumentException().isThrownBy(() -> Options.parse(List.of("--contenders", "mesh")));
        assertThatIllegalArgumentException().isThrownBy(() -> Options.parse(List.of("--contenders", "okhttp,linkerd")));
    }

    @Test
    void quickIsThreeRoundsAndTheFullRunTen() {
        assertThat(Options.parse(List.of("--quick")).plan().rounds()).isEqualTo(3);
        assertThat(Options.parse(List.of()).plan().rounds()).isEqualTo(10);
    }
}

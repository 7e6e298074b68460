package io.meshclient.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.testing.VirtualTime;
import io.meshclient.time.RandomSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PeakEwmaPickerTest extends PickerContract {

    @Override
    protected Picker<FakeCandidate> picker(List<FakeCandidate> candidates, RandomSource source) {
        return Pickers.build("peak-ewma", candidates, source);
    }

    private final RandomSource random = VirtualTime.seeded(5);

    @Test
    void theLessLoadedOfTwoIsChosen() {
        List<FakeCandidate> all = known(10e6, 10e6);
        all.get(0).inFlight = 3;
        assertThat(share(all, 0)).isZero();
    }

    @Test
    void theSlowOneIsAvoided() {
        assertThat(share(known(10e6, 5_000e6), 1)).isZero();
    }

    @Test
    void aSlowOneAmongManyIsNeverChosenOfAPair() {
        assertThat(share(known(10e6, 10e6, 10e6, 5_000e6), 3)).isZero();
    }

    @Test
    void costsWithinAQuarterAreNoise() {
        assertThat(share(known(10e6, 12e6), 1)).isBetween(0.45, 0.55);
    }

    @Test
    void loadIsRelativeToWeight() {
        List<FakeCandidate> all = candidates(1, 9);
        all.forEach(candidate -> candidate.cost = 10e6);
        all.get(0).inFlight = 2;
        all.get(1).inFlight = 9; // one in flight per unit of weight against two
        assertThat(share(all, 0)).isZero();
    }

    @Test
    void theUnknownGetsOneProbeAndNotAFlood() {
        List<FakeCandidate> all = known(10e6, 0);
        assertThat(share(all, 1)).isEqualTo(1);
        all.get(1).inFlight = 1;
        assertThat(share(all, 1)).isZero();
    }

    private static List<FakeCandidate> known(double... costs) {
        List<FakeCandidate> all = new ArrayList<>();
        for (double cost : costs) {
            FakeCandidate candidate = candidate("c" + all.size(), 1);
            candidate.cost = cost;
            all.add(candidate);
        }
        return all;
    }

    private double share(List<FakeCandidate> all, int index) {
        Picker<FakeCandidate> picker = picker(all, random);
        int count = 0;
        for (int i = 0; i < 2_000; i++) {
            count += picker.pick(new PickArgs(random).at(0, false, true)) == all.get(index) ? 1 : 0;
        }
        return count / 2_000.0;
    }
}

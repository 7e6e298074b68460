package io.meshclient.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.testing.VirtualTime;
import io.meshclient.time.RandomSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class PeakEwmaPickerTest extends PickerContract {

    @Override
    protected Picker<FakeCandidate> picker(List<FakeCandidate> candidates, RandomSource source) {
        return Pickers.build("peak-ewma", candidates, source);
    }

    private final RandomSource random = VirtualTime.seeded(5);

    @Test
    @DisplayName("Pain 4: balancing knows nothing of load")
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
    void aFastOneWithAFewCallsIsBetterThanASlowOneThatIsIdle() {
        List<FakeCandidate> all = known(10e6, 30e6);
        all.get(0).inFlight = 7;
        assertThat(share(all, 1)).isZero();
        all.get(0).inFlight = 9;
        assertThat(share(all, 1)).isEqualTo(1);
    }

    /** Of twelve with three slow ones a pair is two slow ones in 1 of 22 draws. */
    @Test
    void aPairOfSlowOnesIsLookedPast() {
        List<FakeCandidate> all = known(10e6, 10e6, 10e6, 10e6, 10e6, 10e6, 10e6, 10e6, 10e6, 100e6, 100e6, 100e6);
        assertThat(share(all, 9) + share(all, 10) + share(all, 11)).isLessThan(0.01);
    }

    @Test
    void whenAllBecomeSlowAllAreUsed() {
        List<FakeCandidate> all = known(10e6, 10e6, 10e6, 10e6);
        Picker<FakeCandidate> picker = picker(all, random);
        count(picker, all, 0);
        all.forEach(candidate -> candidate.cost = 500e6);
        assertThat(count(picker, all, 0)).isBetween(0.2, 0.3);
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
        return count(picker(all, random), all, index);
    }

    private double count(Picker<FakeCandidate> picker, List<FakeCandidate> all, int index) {
        int count = 0;
        for (int i = 0; i < 2_000; i++) {
            count += picker.pick(new PickArgs(random).at(0, false, true)) == all.get(index) ? 1 : 0;
        }
        return count / 2_000.0;
    }
}

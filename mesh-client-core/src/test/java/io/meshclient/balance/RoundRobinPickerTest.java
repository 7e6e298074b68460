package io.meshclient.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.testing.VirtualTime;
import io.meshclient.time.RandomSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RoundRobinPickerTest extends PickerContract {

    @Override
    protected Picker<FakeCandidate> picker(List<FakeCandidate> candidates, RandomSource source) {
        return Pickers.build("round-robin", candidates, source);
    }

    @Test
    void eachComesOncePerRound() {
        List<FakeCandidate> all = candidates(1, 1, 1, 1, 1);
        Picker<FakeCandidate> picker = picker(all, VirtualTime.seeded(3));
        for (int round = 0; round < 50; round++) {
            List<FakeCandidate> seen = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                seen.add(picker.pick(new PickArgs(VirtualTime.seeded(1)).at(0, false, true)));
            }
            assertThat(seen).containsExactlyInAnyOrderElementsOf(all);
        }
    }

    @Test
    void thoseWhoAreLeftShareTheTurnsOfTheOneThatIsOut() {
        List<FakeCandidate> all = candidates(1, 1, 1);
        all.get(1).trusted = false;
        Picker<FakeCandidate> picker = picker(all, VirtualTime.seeded(3));
        FakeCandidate before = null;
        for (int i = 0; i < 100; i++) {
            FakeCandidate now = picker.pick(new PickArgs(VirtualTime.seeded(1)).at(0, false, true));
            assertThat(now).isNotSameAs(before);
            before = now;
        }
    }
}

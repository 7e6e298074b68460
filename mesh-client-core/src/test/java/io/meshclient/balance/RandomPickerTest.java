package io.meshclient.balance;

import io.meshclient.time.RandomSource;
import java.util.List;

final class RandomPickerTest extends PickerContract {

    @Override
    protected Picker<FakeCandidate> picker(List<FakeCandidate> candidates, RandomSource source) {
        return Pickers.build("random", candidates, source);
    }
}

package io.meshclient.benchmarks.endtoend.stand;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ProcessUsageTest {
    @Test
    void cpuTimeIsUserPlusSystemWhateverTheProcessIsCalled() {
        String stat = "77 (a) b (c) S 1 77 77 0 -1 4194560 1 2 3 4 150 25 0 0 20 0 2 0 100 1 1";

        assertThat(ProcessUsage.cpuMicros(stat)).isEqualTo(1_750_000);
    }
}

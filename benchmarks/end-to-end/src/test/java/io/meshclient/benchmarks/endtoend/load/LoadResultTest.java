package io.meshclient.benchmarks.endtoend.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LoadResultTest {
    @Test
    void aLineSaysAllThatTheResultKnows() {
        LoadResult result = new LoadResult(10, 1, 2_000_000_000, 95_000, new LoadResult.Latency(141_000, 900_000));

        assertThat(LoadResult.parse(result.toLine())).isEqualTo(result);
    }
}

package io.meshclient.benchmarks.endtoend.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TableTest {
    @Test
    void columnsLineUpAndTheRuleIsMarkdown() {
        Table table = new Table("who", "µs");
        table.row("okhttp", "9.5");
        table.row("mesh", "10.25");

        assertThat(table).hasToString("""
                        | who    |    µs |
                        |--------|------:|
                        | okhttp |   9.5 |
                        | mesh   | 10.25 |""");
    }
}

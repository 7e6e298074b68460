package io.meshclient.benchmarks.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.benchmarks.faults.report.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page states what the suite holds the library to, row by row, and a bound that is changed here is changed there. */
final class ReliabilityPageTest {

    private static final Page PAGE = new Page(Path.of("..", "..", "docs", "reliability.md"));

    @Test
    void pageHasTheRowsAndTheBoundsOfTheSuite() throws IOException {
        List<String> stated = rows().stream()
                .map(cells -> cells.get(1) + " | " + cells.get(2))
                .toList();
        assertThat(stated)
                .containsExactlyElementsOf(Catalogue.all().stream()
                        .map(fault -> fault.name() + " | " + fault.target())
                        .toList());
    }

    @Test
    void whatThePageCallsMetIsSaidOfEachRow() throws IOException {
        assertThat(rows())
                .allSatisfy(cells -> assertThat(cells.get(cells.size() - 1))
                        .satisfiesAnyOf(
                                verdict -> assertThat(verdict).isEqualTo("met"),
                                verdict -> assertThat(verdict).startsWith("**MISSED**")));
    }

    @Test
    void namesCanBeNamed() {
        assertThat(Catalogue.all()).allSatisfy(fault -> {
            assertThat(fault.name()).as("--only takes several, with commas").doesNotContain(",", "|");
            assertThat(fault.target()).doesNotContain("|");
        });
        assertThat(Catalogue.all()).extracting(fault -> fault.name()).doesNotHaveDuplicates();
    }

    private static List<List<String>> rows() throws IOException {
        return PAGE.table().stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| fault |"))
                .map(line -> List.of(line.replace(" |", "|").split("\\| ?")))
                .toList();
    }
}

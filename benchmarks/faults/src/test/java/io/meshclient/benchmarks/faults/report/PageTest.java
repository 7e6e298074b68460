package io.meshclient.benchmarks.faults.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PageTest {

    @TempDir
    private Path folder;

    @Test
    void whatIsBetweenTheMarksIsReplaced() throws IOException {
        Path file = folder.resolve("page.md");
        Files.writeString(
                file, "before\n<!-- printed by benchmarks/run.sh faults -->\nold\n<!-- end of the table -->\nafter\n");
        Page page = new Page(file);
        page.replace(List.of("", "| new | row |"));
        assertThat(page.table()).containsExactly("", "| new | row |", "");
        assertThat(page.rows()).containsExactly(Map.entry("new", "| new | row |"));
        assertThat(Files.readAllLines(file))
                .startsWith("before")
                .endsWith("after")
                .doesNotContain("old");
    }

    @Test
    void pageWithoutMarksIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("page.md"), "nothing\n");
        assertThatThrownBy(() -> new Page(file).replace(List.of())).hasMessageContaining("has no line <!-- printed by");
    }
}

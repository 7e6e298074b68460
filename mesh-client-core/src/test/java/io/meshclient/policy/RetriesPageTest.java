package io.meshclient.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/retries.md names each condition, each header of Envoy's and each type of budget, and none that there is not. */
class RetriesPageTest {

    @Test
    void conditions() throws IOException {
        assertThat(firstCells("## Conditions")).containsExactlyInAnyOrderElementsOf(RetryOn.tokens());
    }

    @Test
    void headersOfEnvoy() throws IOException {
        assertThat(firstCells("## One request")).containsExactlyElementsOf(EnvoyHeaders.NAMES);
    }

    @Test
    void budgets() throws IOException {
        assertThat(firstCells("## The budget"))
                .containsExactlyElementsOf(Arrays.stream(RetryBudgetType.values())
                        .map(RetryBudgetType::word)
                        .toList());
    }

    @Test
    void theDefaultConditions() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "retries.md"));
        String sentence = page.substring(page.indexOf("By default"), page.indexOf(" are on."));
        for (RetryOn condition : RetryOn.values()) {
            boolean on = Parsers.list(RetryKeys.ON.defaultText()).contains(condition.token());
            assertThat(sentence.contains("`" + condition.token() + "`"))
                    .as(condition.token())
                    .isEqualTo(on);
        }
    }

    /** What stands in back-quotes at the beginning of the rows of a section's table. */
    private static List<String> firstCells(String title) throws IOException {
        List<String> cells = new ArrayList<>();
        boolean inside = false;
        boolean header = true;
        for (String line : Files.readAllLines(Path.of("..", "docs", "retries.md"))) {
            if (line.startsWith("## ")) {
                inside = line.equals(title);
            } else if (inside && line.startsWith("|--")) {
                header = false;
            } else if (inside && !header && line.startsWith("| `")) {
                cells.add(line.substring(3, line.indexOf('`', 3)));
            }
            header |= line.startsWith("## ");
        }
        return cells;
    }
}

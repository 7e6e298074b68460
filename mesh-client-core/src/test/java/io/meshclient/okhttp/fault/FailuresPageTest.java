package io.meshclient.okhttp.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.outcome.MeshFailure;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.RefusalReason;
import io.meshclient.outcome.StopReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** docs/failures.md names every exception, refusal, stop reason and outcome that there is, and none that there is not. */
final class FailuresPageTest {

    @Test
    void namesEveryException() {
        List<String> real = Arrays.stream(MeshFailure.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .toList();
        assertThat(section("Exceptions").stream().map(row -> row.get(0))).containsExactlyInAnyOrderElementsOf(real);
        assertThat(Arrays.stream(MeshFailure.class.getPermittedSubclasses()))
                .allMatch(IOException.class::isAssignableFrom);
    }

    @Test
    void namesEveryRefusal() {
        compare("Refusals", RefusalReason.values(), RefusalReason::token);
    }

    @Test
    void namesEveryStopReason() {
        compare("Why nothing more was tried", StopReason.values(), StopReason::token);
    }

    @Test
    void namesEveryOutcome() {
        compare("How an attempt ended", OutcomeKind.values(), OutcomeKind::token);
    }

    private static <E extends Enum<E>> void compare(String section, E[] constants, Function<E, String> token) {
        List<List<String>> real = Arrays.stream(constants)
                .map(constant -> List.of(constant.name(), token.apply(constant)))
                .toList();
        assertThat(section(section).stream().map(row -> row.subList(0, 2))).containsExactlyElementsOf(real);
    }

    /** The table of a section: cells without their back-quotes, none of them empty. */
    private static List<List<String>> section(String title) {
        List<List<String>> rows = new ArrayList<>();
        boolean inside = false;
        for (String line : page()) {
            if (line.startsWith("## ")) {
                inside = line.equals("## " + title);
            } else if (inside && line.startsWith("| `") && !line.contains("| word |")) {
                List<String> cells = Arrays.stream(
                                line.substring(1, line.length() - 1).split("\\|"))
                        .map(cell -> cell.strip().replace("`", ""))
                        .toList();
                assertThat(cells).as(line).doesNotContain("").hasSizeGreaterThanOrEqualTo(3);
                rows.add(cells);
            }
        }
        return rows;
    }

    private static List<String> page() {
        try {
            return Files.readAllLines(Path.of("..", "docs", "failures.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.meshclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every pain that the page says is answered names tests that exist. */
final class PainsPageTest {

    @Test
    void everyPainNamesTestsThatExist() throws IOException {
        NamedTests tests = new NamedTests();
        List<String> problems = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        for (String line : Files.readAllLines(NamedTests.ROOT.resolve("docs/pains.md"))) {
            if (line.matches("\\| \\d+ \\|.*")) {
                String[] cells = line.split(" \\| ");
                numbers.add(Integer.valueOf(cells[0].substring(2)));
                assertThat(cells).as(line).hasSize(4);
                problems.addAll(tests.problems(line));
            }
        }
        assertThat(problems).isEmpty();
        assertThat(numbers)
                .as("none is passed over")
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 27).boxed().toList());
    }
}

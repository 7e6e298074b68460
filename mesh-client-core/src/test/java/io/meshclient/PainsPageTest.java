package io.meshclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

    /** A test that is named after a pain stands in that pain's row. */
    @Test
    void everyTestThatIsNamedAfterAPainStandsInItsRow() throws IOException {
        Path file = NamedTests.ROOT.resolve("mesh-client-core/src/test/java/io/meshclient/okhttp/fault/PainsTest.java");
        Matcher test = Pattern.compile("void (pain(\\d+)[A-Z]\\w*)\\(").matcher(Files.readString(file));
        List<String> page = Files.readAllLines(NamedTests.ROOT.resolve("docs/pains.md"));
        int tests = 0;
        while (test.find()) {
            tests++;
            String row = "| " + test.group(2) + " | ";
            String name = "`PainsTest#" + test.group(1) + "`";
            assertThat(page).as(name).anyMatch(line -> line.startsWith(row) && line.contains(name));
        }
        assertThat(tests).isPositive();
    }

    /** Or the test that stands for it says so in its name for people; 7 is what this library is for, 15 is a benchmark's. */
    @Test
    void everyPainHasATestThatIsNamedAfterIt() throws IOException {
        List<Integer> named = new ArrayList<>(List.of(7, 15));
        Pattern name = Pattern.compile("@DisplayName\\(\"Pain (\\d+): |void pain(\\d+)[A-Z]");
        for (Path file : testFiles()) {
            Matcher found = name.matcher(Files.readString(file));
            while (found.find()) {
                named.add(Integer.valueOf(found.group(1) != null ? found.group(1) : found.group(2)));
            }
        }
        assertThat(named).containsAll(IntStream.rangeClosed(1, 27).boxed().toList());
    }

    private static List<Path> testFiles() throws IOException {
        try (Stream<Path> all = Files.walk(NamedTests.ROOT)) {
            return all.filter(file -> file.toString().matches(".*/src/test/java/.*(Test|IT)\\.java"))
                    .toList();
        }
    }
}

package io.meshclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every feature that the page claims names tests that exist, and that the build runs. */
final class FeaturesPageTest {

    @Test
    void everyFeatureNamesTestsThatExist() throws IOException {
        NamedTests tests = new NamedTests();
        List<String> problems = new ArrayList<>();
        int features = 0;
        for (String line : Files.readAllLines(NamedTests.ROOT.resolve("docs/features.md"))) {
            if (line.startsWith("| ") && !line.startsWith("| feature")) {
                features++;
                problems.addAll(tests.problems(line));
            }
        }
        assertThat(problems).isEmpty();
        assertThat(features).isGreaterThan(20);
    }
}

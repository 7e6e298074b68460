package io.meshclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every feature that the page claims names tests that exist, and that the build runs. */
final class FeaturesPageTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT|Tests))(?:#(\\w+))?`");

    @Test
    void everyFeatureNamesTestsThatExist() throws IOException {
        Map<String, Path> tests = tests();
        List<String> problems = new ArrayList<>();
        int features = 0;
        for (String line : Files.readAllLines(ROOT.resolve("docs/features.md"))) {
            if (!line.startsWith("| ") || line.startsWith("| feature")) {
                continue;
            }
            features++;
            Matcher named = TEST.matcher(line);
            boolean any = false;
            while (named.find()) {
                any = true;
                Path file = tests.get(named.group(1));
                boolean exists = file != null
                        && (named.group(2) == null || Files.readString(file).contains("void " + named.group(2) + "("));
                if (!exists) {
                    problems.add(named.group() + " does not exist");
                }
            }
            if (!any) {
                problems.add("no test named in: " + line);
            }
        }
        assertThat(problems).isEmpty();
        assertThat(features).isGreaterThan(20);
    }

    private static Map<String, Path> tests() throws IOException {
        Map<String, Path> tests = new TreeMap<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            files.filter(file -> file.toString().contains("/src/test/java/"))
                    .filter(file -> file.toString().endsWith(".java"))
                    .forEach(file -> tests.put(file.getFileName().toString().replace(".java", ""), file));
        }
        return tests;
    }
}

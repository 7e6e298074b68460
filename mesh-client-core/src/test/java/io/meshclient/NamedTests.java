package io.meshclient;

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

/** The tests of all modules, for pages that name them: {@code `ReplayTest`} or {@code `ReplayTest#method`}. */
final class NamedTests {

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT|Tests))(?:#(\\w+))?`");

    private final Map<String, List<Path>> files = new TreeMap<>();

    NamedTests() throws IOException {
        try (Stream<Path> all = Files.walk(ROOT)) {
            all.filter(file -> file.toString().contains("/src/test/java/"))
                    .filter(file -> file.toString().endsWith(".java"))
                    .forEach(file -> files.computeIfAbsent(
                                    file.getFileName().toString().replace(".java", ""), name -> new ArrayList<>())
                            .add(file));
        }
    }

    /** What is wrong with a line of a page: it names no test, or one that does not exist. */
    List<String> problems(String line) throws IOException {
        List<String> problems = new ArrayList<>();
        Matcher named = TEST.matcher(line);
        boolean any = false;
        while (named.find()) {
            any = true;
            if (!exists(named.group(1), named.group(2))) {
                problems.add(named.group() + " does not exist");
            }
        }
        if (!any) {
            problems.add("no test named in: " + line);
        }
        return problems;
    }

    private boolean exists(String name, String method) throws IOException {
        List<Path> found = files.getOrDefault(name, List.of());
        for (Path file : found) {
            if (method == null || Files.readString(file).contains("void " + method + "(")) {
                return true;
            }
        }
        return false;
    }
}

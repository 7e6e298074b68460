package io.meshclient.okhttp.compat;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Holds docs/okhttp-compatibility.md to OkHttp: neither may have a method that the other lacks, and every row a test. */
class CompatibilityPageTest {

    private static final Map<String, Class<?>> TYPES = Map.of(
            "OkHttpClient.Builder", OkHttpClient.Builder.class,
            "Interceptor.Chain", Interceptor.Chain.class,
            "Call", Call.class,
            "EventListener", EventListener.class);

    private static final Set<String> ANSWERS = Set.of("honoured", "mesh's own", "ignored");

    private static final Pattern ROW =
            Pattern.compile("\\| `([^`]+)` \\| ([^|]+) \\| ([^|]*) \\| (?:`([^`#]+)#([^`]+)`|—) \\|");

    @Test
    void everyMethodHasARowAndEveryRowAMethod() throws IOException {
        Map<String, Set<String>> rows = new TreeMap<>();
        rows().forEach(row ->
                rows.computeIfAbsent(row.type(), type -> new TreeSet<>()).add(row.method()));
        Map<String, Set<String>> methods = new TreeMap<>();
        TYPES.forEach((name, type) -> methods.put(name, methods(type)));

        assertThat(rows).isEqualTo(methods);
    }

    @Test
    void everyRowHasAnAnswerAndATestThatExists() throws IOException {
        for (Row row : rows()) {
            assertThat(ANSWERS).as(row.method()).contains(row.answer());
            if (!row.answer().equals("honoured")) {
                assertThat(row.reason()).as("reason of " + row.method()).isNotBlank();
            }
            assertThat(isTest(row.testClass(), row.test()))
                    .as("%s of %s names a test: %s#%s", row.method(), row.type(), row.testClass(), row.test())
                    .isTrue();
        }
    }

    private static boolean isTest(String type, String name) {
        try {
            Class<?> tests = Class.forName(CompatibilityPageTest.class.getPackageName() + "." + type);
            return Arrays.stream(tests.getDeclaredMethods())
                    .filter(method -> method.getName().equals(name))
                    .anyMatch(method -> method.isAnnotationPresent(Test.class)
                            || method.isAnnotationPresent(ParameterizedTest.class));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Methods by what a Java caller writes; names that the Kotlin compiler mangles stand for the one without. */
    private static Set<String> methods(Class<?> type) {
        Set<String> found = new TreeSet<>();
        Set<String> mangled = new TreeSet<>();
        for (Method method : type.getDeclaredMethods()) {
            String name = method.getName();
            boolean callable = Modifier.isPublic(method.getModifiers()) && !method.isSynthetic() && !method.isBridge();
            if (!callable || name.contains("$")) {
                continue;
            }
            if (name.contains("-")) {
                mangled.add(name.replaceFirst("^-", "").replaceFirst("-.*", ""));
                continue;
            }
            found.add(name
                    + Arrays.stream(method.getParameterTypes())
                            .map(Class::getSimpleName)
                            .collect(joining(", ", "(", ")")));
        }
        assertThat(mangled).allMatch(name -> found.stream().anyMatch(signature -> signature.startsWith(name + "(")));
        return found;
    }

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        String type = "";
        for (String line : Files.readAllLines(Path.of("../docs/okhttp-compatibility.md"))) {
            if (line.startsWith("## ")) {
                type = line.substring(3).strip();
            }
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                rows.add(new Row(
                        type,
                        row.group(1),
                        row.group(2).strip(),
                        row.group(3).strip(),
                        String.valueOf(row.group(4)),
                        String.valueOf(row.group(5))));
            } else {
                assertThat(line).as("a row that this test does not understand").doesNotStartWith("| `");
            }
        }
        return rows;
    }

    private record Row(String type, String method, String answer, String reason, String testClass, String test) {}
}

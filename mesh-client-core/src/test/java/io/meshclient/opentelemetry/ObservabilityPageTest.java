package io.meshclient.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/observability.md names exactly the methods that are known and the query parameters that are redacted. */
class ObservabilityPageTest {

    @Test
    void redactedParametersAreThoseOfThePage() throws IOException {
        assertThat(after("sensitiveQueryParameters(…)` replaces:"))
                .containsExactlyInAnyOrderElementsOf(OpenTelemetryMeshObserver.SECRETS);
    }

    @Test
    void knownMethodsAreThoseOfThePage() throws IOException {
        assertThat(after("knownMethods(…)` replaces:"))
                .containsExactlyInAnyOrderElementsOf(OpenTelemetryMeshObserver.METHODS);
    }

    private static List<String> after(String words) throws IOException {
        String page = Files.readString(Path.of("..", "docs", "observability.md"));
        assertThat(page).contains(words);
        String list = page.substring(page.indexOf(words) + words.length()).split("\n\n", 2)[0];
        return Pattern.compile("`([^`]+)`")
                .matcher(list)
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}

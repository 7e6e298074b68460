package io.meshclient.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.micrometer.MicrometerMeshObserver;
import io.meshclient.opentelemetry.OpenTelemetryMeshObserver;
import io.meshclient.outcome.EjectionReason;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.RefusalReason;
import io.meshclient.outcome.StopReason;
import io.meshclient.outcome.Verdict;
import io.meshclient.testing.VirtualTime;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * docs/observability.md says what the observers really emit: neither more nor less. Every constant of every enum is played
 * to them, so a new one that the page does not name fails here.
 */
class ObservabilityPageTest {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private final List<List<String>> rows = rows();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                    .build())
            .build();

    @AfterEach
    void close() {
        sdk.close();
    }

    @Test
    void metersHaveTheNamesTypesAndTagsOfThePage() {
        playMeters();
        Map<String, String> real = new TreeMap<>();
        registry.getMeters().forEach(meter -> real.put(name(meter), type(meter) + " " + tagKeys(meter)));

        Map<String, String> page = new TreeMap<>();
        rowsOf(5, "`mesh.client.").forEach(row -> page.put(code(row.get(0)), row.get(1) + " " + codes(row.get(3))));
        assertThat(page).isEqualTo(real);
    }

    @Test
    void tagsHaveTheValuesOfThePage() {
        playMeters();
        Map<String, Set<String>> real = new TreeMap<>();
        for (Meter meter : registry.getMeters()) {
            for (Tag tag : meter.getId().getTags()) {
                if (!tag.getKey().equals("service")) {
                    real.computeIfAbsent(name(meter) + " " + tag.getKey(), key -> new TreeSet<>())
                            .add(tag.getValue());
                }
            }
        }

        Map<String, Set<String>> page = new TreeMap<>();
        rowsOf(3, "`mesh.client.").stream()
                .filter(row -> row.get(1).startsWith("`")) // the others are attributes of spans
                .forEach(row -> page.put(code(row.get(0)) + " " + code(row.get(1)), codes(row.get(2))));
        assertThat(page).isEqualTo(real);
    }

    @Test
    void servicesOfThePageAreTheOnlyOnes() {
        playMeters();
        assertThat(registry.getMeters())
                .extracting(meter -> meter.getId().getTag("service"))
                .containsOnly("orders", "(none)");
        assertThat(page()).contains("counted under `(none)`");
    }

    @Test
    void spansHaveTheAttributesOfThePage() {
        Set<String> real = new TreeSet<>();
        spans(span -> real.addAll(span.keySet()));

        assertThat(new TreeSet<>(between("| attribute |", "| `error.type` | |").stream()
                        .map(row -> code(row.get(0)))
                        .toList()))
                .isEqualTo(real);
    }

    @Test
    void errorTypesAreThoseOfThePage() {
        Set<String> real = new TreeSet<>();
        spans(span -> {
            Object type = span.get("error.type");
            if (type != null) {
                real.add(type.toString());
            }
        });

        assertThat(new TreeSet<>(between("| `error.type` | |", "Redacted query").stream()
                        .map(row -> code(row.get(0)))
                        .toList()))
                .isEqualTo(real);
    }

    @Test
    void logLinesAreThoseOfThePage() {
        Set<String> real = new TreeSet<>();
        try (LogLines log = new LogLines(LoggingObserver.class)) {
            LoggingObserver observer = new LoggingObserver(new VirtualTime().runtime());
            for (EndpointEvent.Change change : EndpointEvent.Change.values()) {
                observer.endpointChanged(
                        new EndpointEvent("<service>", "<endpoint>", change, "<detail>", 123_000_000_000L));
            }
            for (ServiceEvent.Change change : ServiceEvent.Change.values()) {
                observer.serviceChanged(new ServiceEvent("<service>", change, "<detail>"));
            }
            log.lines().forEach(line -> real.add(line.replace("123 s", "<time>")));
        }

        assertThat(new TreeSet<>(rowsOf(3, "`<service>").stream()
                        .map(row -> row.get(0) + " " + code(row.get(1)))
                        .toList()))
                .isEqualTo(real);
    }

    @Test
    void queriesNameMetersThatExist() {
        playMeters();
        Set<String> real = registry.getMeters().stream()
                .map(meter -> name(meter).replace('.', '_'))
                .collect(Collectors.toSet());
        Matcher used = Pattern.compile("(mesh_client_[a-z_]+?)(_seconds(?:_[a-z]+)?|_total)?(?=[\\[{)` ])")
                .matcher(page());
        while (used.find()) {
            assertThat(real).contains(used.group(1));
        }
    }

    /** Every outcome, stop, refusal and change that there is, of a service and of a stranger. */
    private void playMeters() {
        MicrometerMeshObserver observer = new MicrometerMeshObserver(registry);
        observer.serviceChanged(new FixedStats().added("orders"));
        for (StopReason stop : StopReason.values()) {
            Story.failed(observer, "orders", stop, null);
        }
        for (RefusalReason refusal : RefusalReason.values()) {
            Story.failed(observer, "orders", StopReason.REFUSED, refusal);
        }
        Story.failed(observer, "stranger", StopReason.REFUSED, RefusalReason.UNKNOWN_SERVICE);
        for (Outcome outcome : outcomes()) {
            Story.answered(observer, "orders", outcome, Story.status(200));
            Story.answered(observer, "orders", Story.status(200), outcome);
            Story.hedged(observer, "orders", Story.status(200), outcome);
        }
        for (boolean answered : List.of(true, false)) {
            observer.fellBack(new FallbackEvent("orders", Story.report(StopReason.DEADLINE, null), answered));
        }
        for (EndpointEvent.Change change : EndpointEvent.Change.values()) {
            for (EjectionReason reason : EjectionReason.values()) {
                observer.endpointChanged(new EndpointEvent("orders", "10.0.0.1:8080", change, "", 0, reason));
            }
        }
    }

    private static List<Outcome> outcomes() {
        List<Outcome> all = new ArrayList<>(List.of(100, 204, 302, 404, 503, 700).stream()
                .map(Story::status)
                .toList());
        for (OutcomeKind kind : OutcomeKind.values()) {
            all.add(Story.outcome(kind));
        }
        return all;
    }

    private void spans(Consumer<Map<String, Object>> each) {
        playSpans();
        exporter.getFinishedSpanItems().forEach(span -> {
            Map<String, Object> byName = new HashMap<>();
            span.getAttributes().forEach((AttributeKey<?> key, Object value) -> byName.put(key.getKey(), value));
            each.accept(byName);
        });
    }

    private void playSpans() {
        CallObserver call =
                new OpenTelemetryMeshObserver(sdk).callStarted(new CallStarted("orders", "GET", "http://orders/"));
        for (String method : List.of("GET", "BREW")) {
            call.attemptStarted(Story.attempt(method, "http://orders/", 0, new HashMap<>()))
                    .attemptEnded(Story.status(503), Verdict.FAILURE);
        }
        AttemptStarted first = Story.get(1, new HashMap<>());
        call.attemptStarted(new AttemptStarted(
                        first.service(), first.method(), first.url(), first.endpoint(), 1, first.headers(), true))
                .attemptEnded(Story.status(200), Verdict.SUCCESS);
        for (OutcomeKind kind : OutcomeKind.values()) {
            call.attemptStarted(Story.get(1, new HashMap<>())).attemptEnded(Story.outcome(kind), Verdict.FAILURE);
        }
    }

    private static String name(Meter meter) {
        return meter.getId().getName();
    }

    private static String type(Meter meter) {
        return meter.getId().getType().name().toLowerCase(Locale.ROOT);
    }

    private static Set<String> tagKeys(Meter meter) {
        return meter.getId().getTags().stream().map(Tag::getKey).collect(Collectors.toCollection(TreeSet::new));
    }

    private List<List<String>> rowsOf(int cells, String start) {
        return rows.stream()
                .filter(row -> row.size() == cells
                        && (row.get(0).startsWith(start) || row.get(1).startsWith(start)))
                .toList();
    }

    private static List<List<String>> between(String start, String end) {
        return rowsIn(section(page(), start, end).lines().skip(2).toList());
    }

    private static String section(String text, String start, String end) {
        int from = text.indexOf(start);
        int to = text.indexOf(end, from + 1);
        assertThat(from).as(start).isNotNegative();
        assertThat(to).as(end).isNotNegative();
        return text.substring(from, to);
    }

    private static String code(String cell) {
        return codes(cell).stream().findFirst().orElse("");
    }

    private static Set<String> codes(String cell) {
        return CODE.matcher(cell).results().map(match -> match.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<List<String>> rows() {
        return rowsIn(page().lines().toList());
    }

    private static List<List<String>> rowsIn(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("| "))
                .map(line -> line.substring(2, line.length() - 2))
                .map(line -> List.of(line.split(" \\| ", -1)))
                .toList();
    }

    private static String page() {
        Path page = Path.of("..", "docs", "observability.md");
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new AssertionError("docs/observability.md is read from the module's directory", e);
        }
    }
}

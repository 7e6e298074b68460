package io.meshclient.opentelemetry;

import static io.meshclient.observe.Story.outcome;
import static io.meshclient.observe.Story.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.observe.AttemptObserver;
import io.meshclient.observe.AttemptStarted;
import io.meshclient.observe.CallObserver;
import io.meshclient.observe.CallStarted;
import io.meshclient.observe.CapturedContext;
import io.meshclient.observe.Story;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.Verdict;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With the real SDK and the W3C propagators. */
class OpenTelemetryMeshObserverTest {

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final OpenTelemetrySdk sdk = sdk(Sampler.alwaysOn());
    private final Map<String, String> headers = new LinkedHashMap<>();

    @AfterEach
    void close() {
        sdk.close();
    }

    @Test
    void anAttemptIsAClientSpanThatTheRequestCarries() {
        attempt(Story.get(0, headers), status(200));

        SpanData span = onlySpan();
        assertThat(span.getName()).isEqualTo("GET");
        assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(span.getStatus()).isEqualTo(StatusData.unset());
        assertThat(span.hasEnded()).isTrue();
        assertThat(span.getInstrumentationScopeInfo().getName()).isEqualTo("io.meshclient");
        assertThat(attributes(span))
                .isEqualTo(Map.of(
                        "http.request.method", "GET",
                        "url.full", "http://orders/items/7",
                        "server.address", "orders",
                        "server.port", 80L,
                        "network.peer.address", "10.0.0.1",
                        "network.peer.port", 8080L,
                        "http.response.status_code", 200L));
        assertThat(headers)
                .containsEntry(
                        "traceparent",
                        "00-" + span.getTraceId() + "-" + span.getSpanId() + "-"
                                + span.getSpanContext().getTraceFlags().asHex());
    }

    @Test
    void attemptsOfACallAreSiblings() {
        Span parent = sdk.getTracer("test").spanBuilder("parent").startSpan();
        Map<String, String> second = new LinkedHashMap<>();
        try (Scope scope = parent.makeCurrent()) {
            CallObserver call = observer().callStarted(new CallStarted("orders", "GET", "http://orders/items/7"));
            call.attemptStarted(Story.get(0, headers)).attemptEnded(status(503), Verdict.RETRYABLE_FAILURE);
            call.attemptStarted(Story.get(1, second)).attemptEnded(status(200), Verdict.SUCCESS);
            assertThat(Span.current()).isSameAs(parent);
        }

        List<SpanData> spans = exporter.getFinishedSpanItems();
        assertThat(spans)
                .hasSize(2)
                .allSatisfy(span -> assertThat(span.getParentSpanId())
                        .isEqualTo(parent.getSpanContext().getSpanId()));
        assertThat(attributes(spans.get(0))).doesNotContainKey("http.request.resend_count");
        assertThat(attributes(spans.get(1))).containsEntry("http.request.resend_count", 1L);
        assertThat(headers.get("traceparent")).contains(spans.get(0).getSpanId());
        assertThat(second.get("traceparent")).contains(spans.get(1).getSpanId());
    }

    @Test
    void fourHundredsAndFiveHundredsAreErrors() {
        attempt(Story.get(0, headers), status(404));
        attempt(Story.get(0, headers), status(503));
        attempt(Story.get(0, headers), status(302));

        List<SpanData> spans = exporter.getFinishedSpanItems();
        assertThat(spans)
                .extracting(SpanData::getStatus)
                .containsExactly(StatusData.error(), StatusData.error(), StatusData.unset());
        assertThat(attributes(spans.get(0))).containsEntry("error.type", "404");
        assertThat(attributes(spans.get(1))).containsEntry("error.type", "503");
        assertThat(attributes(spans.get(2))).doesNotContainKey("error.type");
    }

    @Test
    void whoLosesAgainstAHedgeIsNoError() {
        attempt(Story.get(0, headers), Outcome.failure(OutcomeKind.CANCELED, 1, false, null));
        AttemptStarted first = Story.get(1, headers);
        attempt(
                new AttemptStarted(
                        first.service(), first.method(), first.url(), first.endpoint(), 1, first.headers(), true),
                status(200));

        List<SpanData> spans = exporter.getFinishedSpanItems();
        assertThat(spans).extracting(SpanData::getStatus).containsOnly(StatusData.unset());
        assertThat(attributes(spans.get(0))).doesNotContainKeys("error.type", "mesh.client.hedge");
        assertThat(attributes(spans.get(1))).containsEntry("mesh.client.hedge", true);
    }

    @ParameterizedTest
    @EnumSource
    void eachKindOfOutcomeEndsTheSpanOnce(OutcomeKind kind) {
        Outcome outcome = outcome(kind);
        attempt(Story.get(0, headers), outcome);

        SpanData span = onlySpan();
        assertThat(span.hasEnded()).isTrue();
        if (outcome.hasResponse()) {
            assertThat(attributes(span)).containsEntry("http.response.status_code", 200L);
        } else {
            assertThat(attributes(span))
                    .containsEntry("error.type", kind.token())
                    .doesNotContainKey("http.response.status_code");
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(span.getStatus().getDescription()).isEqualTo("java.io.IOException: " + kind.token());
        }
        assertThat(span.getEvents()).isEmpty();
    }

    @Test
    void endingTwiceIsEndingOnce() {
        AttemptObserver attempt = call().attemptStarted(Story.get(0, headers));
        attempt.attemptEnded(status(200), Verdict.SUCCESS);
        attempt.attemptEnded(outcome(OutcomeKind.RESET), Verdict.FAILURE);

        assertThat(attributes(onlySpan()))
                .containsEntry("http.response.status_code", 200L)
                .doesNotContainKey("error.type");
    }

    @Test
    void anUnknownMethodIsNoName() {
        attempt(Story.attempt("BREW", "http://orders/pot", 0, headers), status(200));

        assertThat(onlySpan().getName()).isEqualTo("HTTP");
        assertThat(attributes(onlySpan()))
                .containsEntry("http.request.method", "_OTHER")
                .containsEntry("http.request.method_original", "BREW");
    }

    @Test
    void methodsAndSecretsCanBeNamed() {
        OpenTelemetryMeshObserver observer = OpenTelemetryMeshObserver.builder(sdk)
                .knownMethods(Set.of("BREW"))
                .sensitiveQueryParameters(List.of("token"))
                .build();
        observer.callStarted(new CallStarted("orders", "BREW", "http://orders/"))
                .attemptStarted(Story.attempt("BREW", "http://orders/?token=a&sig=b", 0, headers))
                .attemptEnded(status(200), Verdict.SUCCESS);

        assertThat(onlySpan().getName()).isEqualTo("BREW");
        assertThat(attributes(onlySpan())).containsEntry("url.full", "http://orders/?token=REDACTED&sig=b");
    }

    @Test
    void secretsStayOutOfSpans() {
        attempt(Story.attempt("GET", "https://me:secret@orders/?sig=secret", 0, headers), status(200));

        assertThat(onlySpan().toString()).doesNotContain("secret");
    }

    @Test
    void theBaggageTravelsToo() {
        try (Scope scope = Baggage.builder()
                .put("tenant", "blue")
                .build()
                .storeInContext(Context.current())
                .makeCurrent()) {
            attempt(Story.get(0, headers), status(200));
        }

        assertThat(headers).containsEntry("baggage", "tenant=blue");
    }

    @Test
    void whatIsNotSampledIsStillPropagatedAndKeepsNothing() {
        try (OpenTelemetrySdk off = sdk(Sampler.alwaysOff())) {
            CallObserver call =
                    new OpenTelemetryMeshObserver(off).callStarted(new CallStarted("orders", "GET", "http://orders/"));

            assertThat(call.attemptStarted(Story.get(0, headers))).isSameAs(AttemptObserver.NONE);
            assertThat(headers.get("traceparent"))
                    .matches("00-\\p{XDigit}{32}-\\p{XDigit}{16}-0[02]"); // not the bit "sampled"
        }
        assertThat(exporter.getFinishedSpanItems()).isEmpty();
    }

    @Test
    void withoutAnSdkTheRequestStaysAsItIs() {
        AttemptObserver attempt = new OpenTelemetryMeshObserver(OpenTelemetry.noop())
                .callStarted(new CallStarted("orders", "GET", "http://orders/"))
                .attemptStarted(Story.get(0, headers));

        assertThat(attempt).isSameAs(AttemptObserver.NONE);
        assertThat(headers).isEmpty();
    }

    @Test
    void aSpanWhoseContextCannotBeSentStillEnds() {
        AttemptStarted broken = new AttemptStarted(
                "orders", "GET", "http://orders/", Endpoint.parse("10.0.0.1:8080"), 0, (name, value) -> {
                    throw new IllegalArgumentException("no such header");
                });

        assertThatThrownBy(() -> call().attemptStarted(broken)).isInstanceOf(IllegalArgumentException.class);
        assertThat(onlySpan().hasEnded()).isTrue();
        assertThat(onlySpan().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    @Test
    void nothingIsCapturedWhereNothingIsCurrent() {
        assertThat(observer().captureContext()).isNull();
    }

    @Test
    void theCallersContextIsCurrentOnAnotherThread() throws InterruptedException {
        Span parent = sdk.getTracer("test").spanBuilder("parent").startSpan();
        CapturedContext captured;
        try (Scope scope = parent.makeCurrent()) {
            captured = observer().captureContext();
        }
        Thread worker = new Thread(() -> {
            try (CapturedContext.Scope scope = captured.restore()) {
                attempt(Story.get(0, headers), status(200));
            }
            attempt(Story.get(0, headers), status(200));
        });
        worker.start();
        worker.join();

        assertThat(exporter.getFinishedSpanItems())
                .extracting(SpanData::getParentSpanId)
                .containsExactly(parent.getSpanContext().getSpanId(), "0000000000000000");
    }

    private void attempt(AttemptStarted started, Outcome outcome) {
        call().attemptStarted(started).attemptEnded(outcome, Verdict.SUCCESS);
    }

    private CallObserver call() {
        return observer().callStarted(new CallStarted("orders", "GET", "http://orders/items/7"));
    }

    private OpenTelemetryMeshObserver observer() {
        return new OpenTelemetryMeshObserver(
                sdk.getTracer("io.meshclient"), sdk.getPropagators().getTextMapPropagator());
    }

    private SpanData onlySpan() {
        assertThat(exporter.getFinishedSpanItems()).hasSize(1);
        return exporter.getFinishedSpanItems().get(0);
    }

    private static Map<String, Object> attributes(SpanData span) {
        Map<String, Object> byName = new LinkedHashMap<>();
        span.getAttributes().forEach((AttributeKey<?> key, Object value) -> byName.put(key.getKey(), value));
        return byName;
    }

    private OpenTelemetrySdk sdk(Sampler sampler) {
        return OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .setSampler(sampler)
                        .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                        .build())
                .setPropagators(ContextPropagators.create(TextMapPropagator.composite(
                        W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance())))
                .build();
    }
}

package io.meshclient.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.spring.autoconfigure.app.Orders;
import io.meshclient.spring.autoconfigure.app.ShopApplication;
import io.meshclient.spring.autoconfigure.reactive.Catalog;
import io.meshclient.spring.autoconfigure.reactive.ReactiveApplication;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Boot's own tracing with the real SDK: the client's span is the parent of a span for each attempt. */
class TracingTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Test
    void attemptsAreChildrenOfRestClientsSpan() {
        assertSpans(
                ShopApplication.class,
                "orders",
                context -> context.getBean(Orders.class).item("7"));
    }

    /** The subscriber's thread knows nothing of a span; Reactor's context does. */
    @Test
    void attemptsAreChildrenOfWebClientsSpan() {
        assertSpans(
                ReactiveApplication.class,
                "catalog",
                context -> context.getBean(Catalog.class).item("7").block(LIMIT));
    }

    private static void assertSpans(
            Class<?> application, String service, Consumer<ConfigurableApplicationContext> call) {
        try (Instance one = new Instance();
                Instance two = new Instance()) {
            List<String> received = new CopyOnWriteArrayList<>();
            one.handler = exchange -> {
                received.add(exchange.getRequestHeaders().getFirst("traceparent"));
                exchange.sendResponseHeaders(503, -1);
            };
            two.handler = one.handler;
            try (ConfigurableApplicationContext context = start(application, service, one.key() + "," + two.key())) {
                try {
                    call.accept(context);
                } catch (RuntimeException expected) {
                    assertThat(expected).hasMessageContaining("503");
                }
                assertSpans(spans(context), received);
            }
        }
    }

    private static void assertSpans(List<SpanData> spans, List<String> received) {
        List<SpanData> attempts = spans.stream()
                .filter(span -> span.getInstrumentationScopeInfo().getName().equals("io.meshclient"))
                .toList();
        SpanData parent = spans.stream()
                .filter(span -> !attempts.contains(span))
                .findFirst()
                .orElseThrow();
        assertThat(spans).hasSize(3);
        assertThat(parent.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(attempts).hasSize(2).allSatisfy(attempt -> {
            assertThat(attempt.getKind()).isEqualTo(SpanKind.CLIENT);
            assertThat(attempt.getTraceId()).isEqualTo(parent.getTraceId());
            assertThat(attempt.getParentSpanId()).isEqualTo(parent.getSpanId());
        });
        assertThat(received)
                .extracting(header -> header.substring(0, header.lastIndexOf('-')))
                .containsExactlyInAnyOrderElementsOf(attempts.stream()
                        .map(attempt -> "00-" + attempt.getTraceId() + "-" + attempt.getSpanId())
                        .toList());
    }

    private static ConfigurableApplicationContext start(Class<?> application, String service, String endpoints) {
        return new SpringApplicationBuilder(application, Exporter.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--mesh.client.services." + service + ".endpoints=" + endpoints,
                        "--mesh.client.services." + service + ".retry.max-retries=1",
                        "--management.tracing.sampling.probability=1.0");
    }

    private static List<SpanData> spans(ConfigurableApplicationContext context) {
        context.getBean(SdkTracerProvider.class).forceFlush().join(10, TimeUnit.SECONDS);
        return context.getBean(InMemorySpanExporter.class).getFinishedSpanItems();
    }

    @Configuration(proxyBeanMethods = false)
    static class Exporter {
        @Bean
        InMemorySpanExporter exporter() {
            return InMemorySpanExporter.create();
        }
    }
}

package io.meshclient.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.time.Deadline;
import io.meshclient.time.Ticker;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshotFactory;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** The deadline on other threads, and in Reactor's context. */
class DeadlineContextTest {

    private final Deadline deadline = Deadline.after(Duration.ofSeconds(60));
    private final ExecutorService other = Executors.newSingleThreadExecutor();

    @AfterEach
    void leaveNothing() {
        other.shutdownNow();
        Deadline.setCurrent(null);
    }

    private Deadline seenBy(Runnable task, AtomicReference<Deadline> seen) throws Exception {
        other.submit(task).get();
        assertThat(other.submit(Deadline::current).get()).as("afterwards").isNull();
        return seen.get();
    }

    @Test
    void theAccessorIsFound() {
        assertThat(ContextRegistry.getInstance().getThreadLocalAccessors())
                .anyMatch(DeadlineThreadLocalAccessor.class::isInstance);
    }

    @Test
    void aSnapshotCarriesItToAnotherThread() throws Exception {
        AtomicReference<Deadline> seen = new AtomicReference<>();
        Runnable task = () -> seen.set(Deadline.current());
        Runnable wrapped;
        Runnable decorated;
        try (Deadline.Scope scope = deadline.makeCurrent()) {
            wrapped = ContextSnapshotFactory.builder().build().captureAll().wrap(task);
            decorated = new ContextPropagatingTaskDecorator().decorate(task);
        }
        assertThat(seenBy(task, seen)).isNull();
        assertThat(seenBy(wrapped, seen)).isSameAs(deadline);
        seen.set(null);
        assertThat(seenBy(decorated, seen)).as("Spring's executors").isSameAs(deadline);
    }

    @Test
    void aThreadWithoutOneTakesNoneAlong() throws Exception {
        AtomicReference<Deadline> seen = new AtomicReference<>(deadline);
        Runnable wrapped =
                ContextSnapshotFactory.builder().build().captureAll().wrap(() -> seen.set(Deadline.current()));
        assertThat(seenBy(wrapped, seen)).isNull();
    }

    @Test
    void reactorsContextReachesTheThread() {
        AtomicReference<Deadline> seen = new AtomicReference<>();
        ReactorContext.run(Context.of(InboundDeadlines.CONTEXT_KEY, deadline), () -> seen.set(Deadline.current()));
        assertThat(seen).hasValue(deadline);
        assertThat(Deadline.current()).isNull();
    }

    /** Also where nothing translates Reactor's context for threads. */
    @Test
    void aRequestOfWebClientBearsIt() {
        AtomicReference<Request> sent = new AtomicReference<>();
        ReactiveConnector connector = new ReactiveConnector(
                request -> {
                    sent.set(request);
                    throw new IllegalStateException("enough");
                },
                Runnable::run,
                Duration.ofSeconds(1));
        Mono<?> call = connector
                .connect(HttpMethod.GET, URI.create("http://orders/items/7"), ClientHttpRequest::setComplete)
                .contextWrite(Context.of(InboundDeadlines.CONTEXT_KEY, deadline));
        assertThatThrownBy(call::block).hasMessage("enough");
        assertThat(sent.get().tag(Deadline.class)).isSameAs(deadline);
    }

    @Test
    void theWebFilterPutsItIntoReactorsContext() {
        DeadlineWebFilter filter = new DeadlineWebFilter(new InboundDeadlines(true, Duration.ZERO, Ticker.system()));
        assertThat(inContext(filter, "25000").remainingNanos())
                .isBetween(1L, Duration.ofSeconds(25).toNanos());
        assertThat(inContext(filter, "none")).isNull();
    }

    private static Deadline inContext(DeadlineWebFilter filter, String header) {
        AtomicReference<Deadline> seen = new AtomicReference<>();
        MockServerWebExchange exchange = MockServerWebExchange.from(
                MockServerHttpRequest.get("/items/7").header("x-envoy-expected-rq-timeout-ms", header));
        filter.filter(
                        exchange,
                        served -> Mono.deferContextual(context -> {
                            seen.set(context.getOrDefault(InboundDeadlines.CONTEXT_KEY, null));
                            return Mono.empty();
                        }))
                .block();
        return seen.get();
    }
}

package io.meshclient.spring.autoconfigure;

import io.meshclient.policy.CallOptions;
import io.meshclient.time.Deadline;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Function;
import okhttp3.Call;
import okhttp3.Request;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpResponse;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Spring's connector for {@code WebClient} over OkHttp calls: the last step before the mesh. Nothing here blocks the
 * subscriber's thread: a call runs on OkHttp's dispatcher, and a response's body is read on a thread of its own while somebody
 * wants it.
 */
final class ReactiveConnector implements ClientHttpConnector {

    private final Call.Factory calls;
    private final Executor reading;
    private final Duration callTimeout;

    ReactiveConnector(Call.Factory calls, Executor reading, Duration callTimeout) {
        this.calls = calls;
        this.reading = reading;
        this.callTimeout = callTimeout;
    }

    @Override
    public Mono<ClientHttpResponse> connect(
            HttpMethod method, URI uri, Function<? super ClientHttpRequest, Mono<Void>> requestCallback) {
        ReactiveRequest request = new ReactiveRequest(method, uri);
        return requestCallback
                .apply(request)
                .then(Mono.deferContextual(context -> Mono.create(sink -> {
                    ReactiveExchange exchange = new ReactiveExchange(sink, reading);
                    sink.onCancel(exchange);
                    start(request, exchange, context);
                })));
    }

    private void start(ReactiveRequest request, ReactiveExchange exchange, ContextView context) {
        try {
            Request built = within(context, request.build(bodyTimeout(request), exchange.canceled()));
            // What observers look for on the thread of the caller, Reactor has in its context.
            ReactorContext.run(context, () -> exchange.start(calls.newCall(built)));
        } catch (IOException | RuntimeException e) {
            exchange.fail(e);
        }
    }

    /** What the request that is being served has left, where a filter has put it into Reactor's context. */
    private static Request within(ContextView context, Request request) {
        Object deadline = context.getOrDefault(InboundDeadlines.CONTEXT_KEY, null);
        return deadline instanceof Deadline running
                ? request.newBuilder().tag(Deadline.class, running).build()
                : request;
    }

    /** As long as the whole call may take: the response cannot begin before the request has ended. */
    private Duration bodyTimeout(ReactiveRequest request) {
        CallOptions options = OkHttpRequests.options(request.getAttributes().values());
        return options != null && options.callTimeout() != null ? options.callTimeout() : callTimeout;
    }
}

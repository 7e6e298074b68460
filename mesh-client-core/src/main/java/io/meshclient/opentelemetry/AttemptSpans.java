package io.meshclient.opentelemetry;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.observe.AttemptObserver;
import io.meshclient.observe.AttemptStarted;
import io.meshclient.observe.CallObserver;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Set;

/** Starts the spans of attempts. Keeps nothing of a call, so one object hears them all. */
final class AttemptSpans implements CallObserver {

    private static final String OTHER_METHOD = "_OTHER";
    private static final TextMapSetter<AttemptStarted> HEADERS = (event, name, value) -> {
        if (event != null) {
            event.header(name, value);
        }
    };

    private final Tracer tracer;
    private final TextMapPropagator propagator;
    private final Set<String> knownMethods;
    private final SpanUrl urls;

    AttemptSpans(Tracer tracer, TextMapPropagator propagator, Set<String> knownMethods, SpanUrl urls) {
        this.tracer = tracer;
        this.propagator = propagator;
        this.knownMethods = knownMethods;
        this.urls = urls;
    }

    @Override
    public AttemptObserver attemptStarted(AttemptStarted event) {
        Context parent = Context.current();
        Span span = start(event, parent);
        try {
            propagator.inject(parent.with(span), event, HEADERS);
        } catch (RuntimeException | Error e) {
            span.setStatus(StatusCode.ERROR, "The trace context could not be sent: " + e);
            span.end();
            throw e;
        }
        if (!span.isRecording()) {
            return AttemptObserver.NONE; // what is not sampled has no end to tell
        }
        describe(span, event);
        return new AttemptSpan(span);
    }

    private Span start(AttemptStarted event, Context parent) {
        boolean known = knownMethods.contains(event.method());
        SpanBuilder builder = tracer.spanBuilder(known ? event.method() : "HTTP")
                .setSpanKind(SpanKind.CLIENT)
                .setParent(parent)
                .setAttribute(SpanAttributes.METHOD, known ? event.method() : OTHER_METHOD)
                .setAttribute(SpanAttributes.URL_FULL, urls.redacted(event.url()))
                .setAttribute(SpanAttributes.SERVER_ADDRESS, event.service())
                .setAttribute(SpanAttributes.SERVER_PORT, SpanUrl.port(event.url()));
        if (!known) {
            builder.setAttribute(SpanAttributes.METHOD_ORIGINAL, event.method());
        }
        return builder.startSpan();
    }

    /** What samplers need not know, for recorded spans only. */
    private static void describe(Span span, AttemptStarted event) {
        Endpoint endpoint = event.endpoint();
        span.setAttribute(SpanAttributes.PEER_ADDRESS, endpoint.host());
        span.setAttribute(SpanAttributes.PEER_PORT, endpoint.port());
        if (event.resend() > 0) {
            span.setAttribute(SpanAttributes.RESEND_COUNT, event.resend());
        }
        if (event.hedge()) {
            span.setAttribute(SpanAttributes.HEDGE, true);
        }
    }
}

package io.meshclient.opentelemetry;

import static java.util.Objects.requireNonNull;

import io.meshclient.observe.CallObserver;
import io.meshclient.observe.CallStarted;
import io.meshclient.observe.CapturedContext;
import io.meshclient.observe.MeshObserver;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes one CLIENT span for each attempt, and sends its context with it: a child of what is current where the call was
 * made, also for {@code enqueue}. The span ends with the response's headers, or the failure before them. No span stands
 * for the call as a whole: that is the caller's own.
 */
public final class OpenTelemetryMeshObserver implements MeshObserver {

    /** The query parameters whose values are redacted unless others are named, from the semantic conventions. */
    static final List<String> SECRETS = List.of(
            "AWSAccessKeyId",
            "Signature",
            "sig",
            "X-Goog-Signature",
            "X-Amz-Signature",
            "X-Amz-Credential",
            "X-Amz-Security-Token");

    /** The methods that are known unless others are named: RFC 9110's, and PATCH. */
    static final Set<String> METHODS =
            Set.of("CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE");

    private static final String SCOPE = "io.meshclient";

    private final AttemptSpans spans;

    /**
     * Makes an observer with the configured tracers and propagators.
     *
     * @param openTelemetry the application's instance
     */
    public OpenTelemetryMeshObserver(OpenTelemetry openTelemetry) {
        this(builder(openTelemetry));
    }

    /**
     * Makes an observer with a tracer and a propagator of one's own.
     *
     * @param tracer makes the spans
     * @param propagator writes their context into the requests' headers
     */
    public OpenTelemetryMeshObserver(Tracer tracer, TextMapPropagator propagator) {
        this(new Builder(tracer, propagator));
    }

    private OpenTelemetryMeshObserver(Builder builder) {
        spans = new AttemptSpans(
                builder.tracer,
                builder.propagator,
                builder.knownMethods,
                new SpanUrl(builder.sensitiveQueryParameters));
    }

    /**
     * Starts an observer that differs from the usual one.
     *
     * @param openTelemetry the application's instance
     * @return a builder
     */
    public static Builder builder(OpenTelemetry openTelemetry) {
        return new Builder(
                openTelemetry.getTracer(SCOPE), openTelemetry.getPropagators().getTextMapPropagator());
    }

    @Override
    public @Nullable CapturedContext captureContext() {
        Context current = Context.current();
        return current == Context.root() ? null : new OtelContext(current);
    }

    @Override
    public CallObserver callStarted(CallStarted event) {
        return spans;
    }

    /** Builds observers. Not for use by several threads. */
    public static final class Builder {

        private final Tracer tracer;
        private final TextMapPropagator propagator;
        private Set<String> knownMethods = METHODS;
        private List<String> sensitiveQueryParameters = SECRETS;

        private Builder(Tracer tracer, TextMapPropagator propagator) {
            this.tracer = requireNonNull(tracer, "tracer");
            this.propagator = requireNonNull(propagator, "propagator");
        }

        /**
         * The HTTP methods that spans may be named after; others become {@code HTTP}. Replaces the usual ones.
         *
         * @param value in upper case, as they are sent
         * @return this
         */
        public Builder knownMethods(Collection<String> value) {
            knownMethods = Set.copyOf(value);
            return this;
        }

        /**
         * The query parameters whose values are replaced by {@code REDACTED}. Replaces the usual ones.
         *
         * @param value their names, exactly as they stand in URLs
         * @return this
         */
        public Builder sensitiveQueryParameters(Collection<String> value) {
            sensitiveQueryParameters = List.copyOf(value);
            return this;
        }

        /**
         * Makes the observer.
         *
         * @return the observer
         */
        public OpenTelemetryMeshObserver build() {
            return new OpenTelemetryMeshObserver(this);
        }
    }
}

package io.meshclient.spring.autoconfigure;

import io.meshclient.policy.CallOptions;
import io.meshclient.policy.Parsers;
import io.meshclient.spring.MeshCall;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.core.env.Environment;

/** Makes {@link CallOptions} of one {@link MeshCall}, or says which of its values cannot be used, and where it stands. */
final class MeshCallReader {

    private static final Times ANY = new Times(Parsers::duration, Parsers.DURATIONS);
    private static final Times POSITIVE = new Times(Parsers::positiveDuration, Parsers.POSITIVE_DURATIONS);

    private final Environment environment;
    private final String where;
    private final CallOptions.Builder options = CallOptions.builder();

    /** Where: such as {@code shop.Orders.item()}. */
    MeshCallReader(Environment environment, String where) {
        this.environment = environment;
        this.where = where;
    }

    private record Times(Function<String, Duration> parser, String allowed) {}

    CallOptions read(MeshCall call) {
        time("callTimeout", call.callTimeout(), ANY, options::callTimeout);
        time("perTryTimeout", call.perTryTimeout(), ANY, options::perTryTimeout);
        time("hedgeDelay", call.hedgeDelay(), POSITIVE, options::hedgeDelay);
        flag("idempotent", call.idempotent(), options::idempotent);
        flag("idempotencyKey", call.idempotencyKey(), options::idempotencyKey);
        flag("hedge", call.hedge(), options::hedge);
        if (atMostOne("priority", call.priority().length)) {
            options.priority(call.priority()[0]);
        }
        if (call.retryOn().length > 0) {
            options.retryOn(call.retryOn());
        }
        numbers(call);
        return options.build();
    }

    private void numbers(MeshCall call) {
        try {
            if (call.maxRetries() != -1) {
                options.maxRetries(call.maxRetries());
            }
            options.retriableStatusCodes(call.retriableStatusCodes());
        } catch (IllegalArgumentException e) {
            throw new MeshDefinitionException("@MeshCall on " + where + ": " + e.getMessage(), "Change the value.");
        }
    }

    private void time(String name, String text, Times times, Consumer<Duration> sink) {
        if (text.isEmpty()) {
            return;
        }
        String as = "@MeshCall(" + name + " = \"" + text + "\") on " + where;
        String resolved;
        try {
            resolved = environment.resolveRequiredPlaceholders(text).trim();
        } catch (IllegalArgumentException e) {
            throw new MeshDefinitionException(
                    as + " has a placeholder without a value", "Set the property, or give it a default: ${name:2s}.");
        }
        try {
            sink.accept(times.parser().apply(resolved));
        } catch (IllegalArgumentException e) {
            throw new MeshDefinitionException(
                    as + ": '" + resolved + "' " + e.getMessage(), "Allowed: " + times.allowed() + ".");
        }
    }

    private void flag(String name, boolean[] values, Consumer<Boolean> sink) {
        if (atMostOne(name, values.length)) {
            sink.accept(values[0]);
        }
    }

    /** Arrays, because an annotation has no other way to say nothing. */
    private boolean atMostOne(String name, int values) {
        if (values > 1) {
            throw new MeshDefinitionException(
                    "@MeshCall on " + where + " has " + values + " values of " + name, "Leave one, or none.");
        }
        return values == 1;
    }
}

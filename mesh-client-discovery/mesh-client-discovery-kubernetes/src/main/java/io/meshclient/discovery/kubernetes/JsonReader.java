package io.meshclient.discovery.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON values one after another from a stream, and says what is wrong with them. Whoever is called for a member or
 * an element consumes its value, or leaves it, if it is a scalar; null counts as absent.
 */
final class JsonReader {

    private static final int MOST_TEXT = 1 << 20;
    private static final int DEEPEST = 64;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(MOST_TEXT)
                    .build())
            .build();

    private final InputStream in;
    private @Nullable JsonParser opened;

    JsonReader(InputStream in) {
        this.in = in;
    }

    /** A part of reading. */
    @FunctionalInterface
    interface Step<T extends @Nullable Object> {
        T read();
    }

    /** Runs a step, and tells its failures as those of input. */
    static <T extends @Nullable Object> T reading(Step<T> step) throws IOException {
        try {
            return step.read();
        } catch (JacksonIOException e) {
            throw explained(e);
        } catch (JacksonException e) {
            throw new BadAnswerException("is no whole JSON: " + e.getOriginalMessage(), e);
        } catch (WrongType e) {
            throw new BadAnswerException(e.what, e);
        }
    }

    private static IOException explained(JacksonIOException failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof BadAnswerException bad) {
            return bad;
        }
        return cause instanceof InterruptedIOException late
                ? late
                : new IOException("The API server's answer broke off: " + cause, cause);
    }

    /** Goes to the next value of the stream; false at its end. */
    boolean next() {
        return parser().nextToken() != null;
    }

    /** Made by the first step, for to make one reads already, to find out the encoding. */
    private JsonParser parser() {
        JsonParser parser = opened;
        if (parser == null) {
            parser = FACTORY.createParser(ObjectReadContext.empty(), in);
            opened = parser;
        }
        return parser;
    }

    void object(String what, Consumer<String> member) {
        if (isAbsent()) {
            return;
        }
        expect(JsonToken.START_OBJECT, what, "an object");
        while (parser().nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser().currentName();
            parser().nextToken();
            member.accept(name);
        }
    }

    void array(String what, Runnable element) {
        if (isAbsent()) {
            return;
        }
        expect(JsonToken.START_ARRAY, what, "a list");
        while (parser().nextToken() != JsonToken.END_ARRAY) {
            element.run();
        }
    }

    /** A text; empty if absent. */
    String text(String what) {
        if (isAbsent()) {
            return "";
        }
        expect(JsonToken.VALUE_STRING, what, "a text");
        return parser().getString();
    }

    @Nullable
    Boolean truth(String what) {
        if (isAbsent()) {
            return null;
        }
        if (parser().currentToken() != JsonToken.VALUE_FALSE) {
            expect(JsonToken.VALUE_TRUE, what, "true or false");
        }
        return parser().getBooleanValue();
    }

    @Nullable
    Integer number(String what) {
        if (isAbsent()) {
            return null;
        }
        expect(JsonToken.VALUE_NUMBER_INT, what, "a whole number");
        return parser().getIntValue();
    }

    /** Passes over the value. */
    void skip() {
        parser().skipChildren();
    }

    private boolean isAbsent() {
        return parser().currentToken() == JsonToken.VALUE_NULL;
    }

    private void expect(JsonToken wanted, String what, String words) {
        JsonToken is = parser().currentToken();
        if (is != wanted) {
            String found =
                    is == null ? "nothing" : is.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            throw new WrongType("has " + found + " where " + what + " should be " + words);
        }
    }

    private static final class WrongType extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String what;

        WrongType(String what) {
            super(what);
            this.what = what;
        }
    }
}

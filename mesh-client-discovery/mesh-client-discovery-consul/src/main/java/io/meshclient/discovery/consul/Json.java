package io.meshclient.discovery.consul;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Values of a JSON document, read where the parser stands, each of the type that is expected there or null. What is wrong
 * is an {@link IllegalArgumentException} with the rest of a sentence that begins with the document.
 */
final class Json {

    private final JsonParser parser;

    Json(JsonParser parser) {
        this.parser = parser;
    }

    /** Reads the value of a field, or skips it. */
    interface Field {
        void read(String name);
    }

    void object(String what, Field field) {
        if (isAbsent(JsonToken.START_OBJECT, what, "an object")) {
            return;
        }
        while (next(what) != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            next(what);
            field.read(name);
        }
    }

    void array(String what, Runnable element) {
        if (isAbsent(JsonToken.START_ARRAY, what, "an array")) {
            return;
        }
        elements(what, element);
    }

    /** The whole document: an array, and nothing after it. */
    void document(String what, Runnable element) {
        JsonToken first = parser.nextToken();
        if (first != JsonToken.START_ARRAY) {
            throw wrong(what, "an array");
        }
        elements(what, element);
        if (parser.nextToken() != null) {
            throw new IllegalArgumentException("goes on after its end");
        }
    }

    private void elements(String what, Runnable element) {
        while (next(what) != JsonToken.END_ARRAY) {
            element.run();
        }
    }

    String text(String what) {
        return isAbsent(JsonToken.VALUE_STRING, what, "a text") ? "" : parser.getString();
    }

    int number(String what) {
        return isAbsent(JsonToken.VALUE_NUMBER_INT, what, "a whole number") ? 0 : parser.getIntValue();
    }

    Map<String, String> texts(String what) {
        Map<String, String> texts = new LinkedHashMap<>();
        object(what, name -> texts.put(name, text(what)));
        return texts.isEmpty() ? Map.of() : Collections.unmodifiableMap(texts);
    }

    void skip() {
        parser.skipChildren();
    }

    private JsonToken next(String what) {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw new IllegalArgumentException("is cut off in " + what);
        }
        return token;
    }

    private boolean isAbsent(JsonToken expected, String what, String type) {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return true;
        }
        if (parser.currentToken() != expected) {
            throw wrong(what, type);
        }
        return false;
    }

    private IllegalArgumentException wrong(String what, String type) {
        return new IllegalArgumentException("has " + what + " that is not " + type + " but "
                + String.valueOf(parser.currentToken()).toLowerCase(java.util.Locale.ROOT));
    }
}

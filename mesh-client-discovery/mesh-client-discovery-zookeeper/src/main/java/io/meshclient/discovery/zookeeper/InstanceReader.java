package io.meshclient.discovery.zookeeper;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads an instance's node: the JSON of Curator's {@code ServiceInstance}. The class that a payload names is text like any
 * other: nothing is ever loaded or made by a name in the data. Not for use by several threads.
 */
final class InstanceReader {

    /** What an instance's node may have at most. Larger ones are nobody's registration. */
    static final int MOST_BYTES = 64 * 1024;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(32).build())
            .build();

    private @Nullable String address;
    private @Nullable Integer port;
    private @Nullable Integer sslPort;
    private boolean enabled = true; // unless told otherwise, Curator does not write it
    private long registeredMillis;
    private Map<String, String> metadata = Map.of();

    private InstanceReader() {}

    /**
     * Reads a node's content.
     *
     * @throws IllegalArgumentException the message is the rest of a sentence that begins with the node
     */
    static Instance read(byte[] content) {
        if (content.length == 0) {
            throw new IllegalArgumentException("is empty");
        }
        if (content.length > MOST_BYTES) {
            throw new IllegalArgumentException("has " + content.length + " bytes; at most " + MOST_BYTES + " are read");
        }
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), content)) {
            return new InstanceReader().whole(json);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private Instance whole(JsonParser json) {
        expect(json.nextToken(), JsonToken.START_OBJECT, "the whole", "an object");
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            property(json, name);
        }
        if (json.nextToken() != null) {
            throw new IllegalArgumentException("goes on after its end");
        }
        return new Instance(address, port, sslPort, enabled, registeredMillis, metadata);
    }

    private void property(JsonParser json, String name) {
        switch (name) {
            case "address" -> address = text(json, name);
            case "port" -> port = number(json, name);
            case "sslPort" -> sslPort = number(json, name);
            case "enabled" -> enabled = truth(json, name);
            case "registrationTimeUTC" -> registeredMillis = moment(json, name);
            case "payload" -> metadata = payload(json);
            default -> json.skipChildren();
        }
    }

    private static @Nullable String text(JsonParser json, String name) {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        expect(json.currentToken(), JsonToken.VALUE_STRING, name, "text");
        return json.getString();
    }

    private static @Nullable Integer number(JsonParser json, String name) {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        expect(json.currentToken(), JsonToken.VALUE_NUMBER_INT, name, "a whole number");
        return json.getIntValue();
    }

    private static long moment(JsonParser json, String name) {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return 0;
        }
        expect(json.currentToken(), JsonToken.VALUE_NUMBER_INT, name, "a whole number");
        return json.getLongValue();
    }

    private static boolean truth(JsonParser json, String name) {
        if (json.currentToken() != JsonToken.VALUE_TRUE) {
            expect(json.currentToken(), JsonToken.VALUE_FALSE, name, "true or false");
        }
        return json.currentToken() == JsonToken.VALUE_TRUE;
    }

    /** Texts, numbers and truths of the payload's {@code metadata}; of the payload itself where it has none. */
    private static Map<String, String> payload(JsonParser json) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            return single(json);
        }
        Map<String, String> own = new LinkedHashMap<>();
        Map<String, String> metadata = null;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("metadata") && value == JsonToken.START_OBJECT) {
                metadata = scalars(json);
            } else if (!name.equals("@class")) {
                keep(json, name, own);
            } else {
                json.skipChildren();
            }
        }
        return metadata != null ? metadata : own;
    }

    private static Map<String, String> single(JsonParser json) {
        Map<String, String> values = new LinkedHashMap<>();
        keep(json, "payload", values);
        return values;
    }

    private static Map<String, String> scalars(JsonParser json) {
        Map<String, String> values = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            keep(json, name, values);
        }
        return values;
    }

    private static void keep(JsonParser json, String name, Map<String, String> values) {
        JsonToken token = json.currentToken();
        if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
            values.put(name, json.getString());
        }
        json.skipChildren();
    }

    private static void expect(@Nullable JsonToken found, JsonToken wanted, String name, String kind) {
        if (found != wanted) {
            throw new IllegalArgumentException("is not as Curator writes it: " + name + " is not " + kind);
        }
    }
}

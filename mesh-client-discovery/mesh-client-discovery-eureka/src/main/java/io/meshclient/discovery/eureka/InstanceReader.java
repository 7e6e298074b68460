package io.meshclient.discovery.eureka;

import io.meshclient.discovery.eureka.Draft.Port;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads an instance. A field of an unexpected type counts as missing: what one service registered must not take the
 * others' endpoints away.
 */
final class InstanceReader {

    private InstanceReader() {}

    /** From the opening brace to the closing one. */
    static Draft read(JsonParser json) {
        Draft draft = new Draft();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            field(json, name, draft);
        }
        return draft;
    }

    private static void field(JsonParser json, String name, Draft draft) {
        switch (name) {
            case "instanceId" -> draft.id = text(json);
            case "app" -> draft.application = text(json);
            case "hostName" -> draft.hostName = text(json);
            case "ipAddr" -> draft.address = text(json);
            case "status" -> draft.status = text(json);
            case "actionType" -> draft.action = text(json);
            case "vipAddress" -> draft.vips = text(json);
            case "secureVipAddress" -> draft.secureVips = text(json);
            case "port" -> draft.port = port(json);
            case "securePort" -> draft.securePort = port(json);
            case "metadata" -> entries(json, draft.metadata);
            case "dataCenterInfo" -> dataCenter(json, draft.dataCenter);
            default -> json.skipChildren();
        }
    }

    /** A value's text; null for what has none. */
    static @Nullable String text(JsonParser json) {
        JsonToken token = json.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token != null && token.isScalarValue()) {
            return json.getString();
        }
        json.skipChildren();
        return null;
    }

    /** {@code {"$": 8080, "@enabled": "true"}}, numbers and flags also as texts; or just a number. */
    private static @Nullable Port port(JsonParser json) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            String number = text(json);
            return number == null ? null : new Port(number(number), true);
        }
        int number = 0;
        boolean enabled = true;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            String value = text(json);
            if (name.equals("$") && value != null) {
                number = number(value);
            } else if (name.equals("@enabled")) {
                enabled = Boolean.parseBoolean(value);
            }
        }
        return new Port(number, enabled);
    }

    /** What is no number is no port; it is told when somebody asks for that instance. */
    private static int number(String text) {
        try {
            return Integer.parseInt(text.trim());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Names that begin with @ are types of Java classes, and nothing that the instance said. */
    private static void entries(JsonParser json, Map<String, String> into) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            String value = text(json);
            if (value != null && !name.startsWith("@")) {
                into.put(name, value);
            }
        }
    }

    private static void dataCenter(JsonParser json, Map<String, String> into) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            if (name.equals("metadata")) {
                entries(json, into);
            } else {
                json.skipChildren();
            }
        }
    }
}

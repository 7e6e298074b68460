package io.meshclient.spring.registration;

import java.io.StringWriter;
import java.util.Map;
import java.util.function.Consumer;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Bodies of requests; the only class that needs Jackson. */
final class JsonText {

    private static final MediaType JSON = MediaType.get("application/json");
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonText() {}

    static RequestBody body(Consumer<JsonGenerator> fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            fields.accept(json);
            json.writeEndObject();
        }
        return RequestBody.create(text.toString(), JSON);
    }

    static void object(JsonGenerator json, String name, Map<String, String> entries) {
        json.writeObjectPropertyStart(name);
        entries.forEach(json::writeStringProperty);
        json.writeEndObject();
    }
}

package io.meshclient.discovery.eureka;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads answers to {@code /apps} and {@code /apps/delta}, version 2, JSON. Where there is one application or one instance,
 * servers with the old codec send it instead of a list of one; both are read.
 */
final class AnswerReader {

    private static final JsonFactory JSON = new JsonFactory();

    private final Mapping mapping;

    AnswerReader(Mapping mapping) {
        this.mapping = mapping;
    }

    /** What to do with one element of a list, or with the one that stands there instead of a list. */
    private interface Each {
        void read(JsonParser json) throws IOException;
    }

    /** Reads to the end. An answer that is cut off, or has other types where it matters, is an exception as a whole. */
    Answer read(InputStream in) throws IOException {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), in)) {
            Reading reading = new Reading();
            reading.document(json);
            return new Answer(reading.hash, reading.changes);
        } catch (JacksonIOException e) {
            throw e.getCause(); // of the network, or of a body that is too large
        } catch (JacksonException e) {
            throw new AnswerException("its answer is not the JSON of a registry: " + e.getOriginalMessage(), e);
        }
    }

    private final class Reading {
        private final List<Change> changes = new ArrayList<>();
        private @Nullable String hash;

        void document(JsonParser json) throws IOException {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new AnswerException("its answer is not the JSON of a registry: it is no object");
            }
            boolean found = false;
            while (json.nextToken() != JsonToken.END_OBJECT) {
                boolean wanted = json.currentName().equals("applications");
                json.nextToken();
                if (wanted) {
                    found = true;
                    eachOf("applications", json, this::applications);
                } else {
                    json.skipChildren();
                }
            }
            if (!found) {
                throw new AnswerException("its answer is not the JSON of a registry: it has no 'applications'");
            }
            if (json.nextToken() != null) {
                throw new AnswerException("its answer goes on behind its end");
            }
        }

        private void applications(JsonParser json) throws IOException {
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "apps__hashcode" -> hash = InstanceReader.text(json);
                    case "application" -> eachOf(name, json, this::application);
                    default -> json.skipChildren();
                }
            }
        }

        private void application(JsonParser json) throws IOException {
            String ofAll = null;
            List<Draft> drafts = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "name" -> ofAll = InstanceReader.text(json);
                    case "instance" -> eachOf(name, json, one -> drafts.add(InstanceReader.read(one)));
                    default -> json.skipChildren();
                }
            }
            for (Draft draft : drafts) {
                draft.application = draft.application == null ? ofAll : draft.application;
                Change change = mapping.change(draft);
                if (change != null) {
                    changes.add(change);
                }
            }
        }

        private void eachOf(String what, JsonParser json, Each each) throws IOException {
            JsonToken token = json.currentToken();
            if (token == JsonToken.START_OBJECT) {
                each.read(json);
            } else if (token == JsonToken.START_ARRAY) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    if (json.currentToken() != JsonToken.START_OBJECT) {
                        throw wrong(what);
                    }
                    each.read(json);
                }
            } else if (token != JsonToken.VALUE_NULL && !"".equals(InstanceReader.text(json))) {
                throw wrong(what);
            }
        }

        private AnswerException wrong(String what) {
            return new AnswerException(
                    "its answer is not the JSON of a registry: '" + what + "' is neither an object nor a list of them");
        }
    }
}

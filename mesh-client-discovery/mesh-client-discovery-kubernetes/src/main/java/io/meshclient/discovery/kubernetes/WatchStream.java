package io.meshclient.discovery.kubernetes;

import java.io.IOException;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** The events of a watch, read until the server ends it. */
final class WatchStream {

    private final BoundedInput in;
    private final JsonReader json;
    private final Events events;

    WatchStream(BufferedSource source, int maxBytes, Events events) {
        this.in = new BoundedInput(source, maxBytes, events::quiet);
        this.json = new JsonReader(in);
        this.events = events;
    }

    /** Hears what a watch says; called by the thread that reads. */
    interface Events {

        /** The server has begun to answer. */
        void opened();

        /** A slice is new or different. */
        void put(Slice slice, String resourceVersion);

        /** A slice is no more. */
        void removed(String name, String resourceVersion);

        /** Nothing has changed up to this version. */
        void bookmark(String resourceVersion);

        /** The next event has not come yet. */
        void quiet();
    }

    /**
     * Reads to the end.
     *
     * @throws IOException if the end comes within an event, or an event says so
     */
    void read() throws IOException {
        while (JsonReader.reading(json::next)) {
            Event event = JsonReader.reading(() -> new Event().read(json));
            in.startAgain();
            tell(event);
        }
    }

    private void tell(Event event) throws IOException {
        SliceReader object = event.object;
        if (object == null) {
            throw new BadAnswerException("has an event of type '" + event.type + "' without an object");
        }
        switch (event.type) {
            case "ADDED", "MODIFIED" -> events.put(object.slice(), object.resourceVersion());
            case "DELETED" -> events.removed(object.name(), object.resourceVersion());
            case "BOOKMARK" -> events.bookmark(object.resourceVersion());
            case "ERROR" ->
                throw new ApiException(
                        object.code(), 0, "The watch ended with status " + object.code() + ": " + object.message());
            default -> throw new BadAnswerException("has an event of the unknown type '" + event.type + "'");
        }
    }

    private static final class Event {
        private String type = "";
        private @Nullable SliceReader object;

        Event read(JsonReader json) {
            json.object("an event", name -> {
                switch (name) {
                    case "type" -> type = json.text(name);
                    case "object" -> object = new SliceReader(json).read();
                    default -> json.skip();
                }
            });
            return this;
        }
    }
}

package io.meshclient.discovery.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * One page of a list of EndpointSlices.
 *
 * @param slices of this page
 * @param resourceVersion of the whole list
 * @param next asks for the next page; empty on the last one
 */
record SlicePage(List<Slice> slices, String resourceVersion, String next) {

    static SlicePage read(InputStream in) throws IOException {
        JsonReader json = new JsonReader(in);
        Reading reading = JsonReader.reading(() -> {
            Reading page = new Reading(json);
            if (json.next()) {
                json.object("the answer", page::field);
            }
            return page;
        });
        if (reading.version.isEmpty() || !reading.listed) {
            throw new BadAnswerException("is no list of EndpointSlices");
        }
        List<Slice> slices = new ArrayList<>();
        for (SliceReader item : reading.items) {
            slices.add(item.slice());
        }
        return new SlicePage(slices, reading.version, reading.next);
    }

    private static final class Reading {
        private final JsonReader json;
        private final List<SliceReader> items = new ArrayList<>();
        private String version = "";
        private String next = "";
        private boolean listed;

        Reading(JsonReader json) {
            this.json = json;
        }

        void field(String name) {
            switch (name) {
                case "metadata" -> json.object(name, this::meta);
                case "items" -> {
                    listed = true;
                    json.array(name, () -> items.add(new SliceReader(json).read()));
                }
                default -> json.skip();
            }
        }

        private void meta(String name) {
            switch (name) {
                case "resourceVersion" -> version = json.text(name);
                case "continue" -> next = json.text(name);
                default -> json.skip();
            }
        }
    }
}

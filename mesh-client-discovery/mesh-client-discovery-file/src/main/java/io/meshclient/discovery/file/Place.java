package io.meshclient.discovery.file;

import org.jspecify.annotations.Nullable;

/**
 * Where something stands in a file, for messages.
 *
 * @param file its path
 * @param where such as {@code orders[2].port}; empty for the whole
 */
record Place(String file, String where) {

    Place key(Object key) {
        return new Place(file, where.isEmpty() ? String.valueOf(key) : where + "." + key);
    }

    Place item(int index) {
        return new Place(file, where + "[" + index + "]");
    }

    IllegalArgumentException wrong(@Nullable Object found, String allowed) {
        String text = String.valueOf(found);
        String shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
        return new IllegalArgumentException("File " + file + (where.isEmpty() ? "" : ", " + where) + ": '" + shown
                + "' is not allowed; allowed: " + allowed);
    }

    IllegalArgumentException wrong(IllegalArgumentException cause) {
        return new IllegalArgumentException("File " + file + ", " + where + ": " + cause.getMessage(), cause);
    }
}

package io.meshclient.benchmarks.endtoend.stand;

/** The one answer that every backend gives: small, so that the hop and not the copying is measured. */
public final class Payload {
    /** Size of the body in bytes. */
    public static final int LENGTH = 256;

    public static final String ITEM = "7";
    public static final String PATH = "/items/" + ITEM;

    private Payload() {}

    static String body() {
        String start = "{\"id\":7,\"name\":\"";
        String end = "\"}";
        return start + "x".repeat(LENGTH - start.length() - end.length()) + end;
    }
}

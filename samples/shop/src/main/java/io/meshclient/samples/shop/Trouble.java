package io.meshclient.samples.shop;

/**
 * Something that the script did to an instance.
 *
 * @param from in seconds from the start of counting
 * @param to in seconds from the start of counting
 */
public record Trouble(String where, String what, double from, double to) {
    /** Whether the trouble was there at this time. */
    public boolean covers(double seconds) {
        return from <= seconds && seconds < to;
    }
}

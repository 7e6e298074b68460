package io.meshclient.samples.registries;

/**
 * An instance of a service, on 127.0.0.1.
 *
 * @param service such as {@code orders}
 * @param id such as {@code orders-1}, the same in all of its lives
 */
public record Member(String service, String id, int port) {
    /** Where all of them are. */
    public static final String HOST = "127.0.0.1";

    /** The address as lists have it. */
    public String address() {
        return HOST + ":" + port;
    }
}

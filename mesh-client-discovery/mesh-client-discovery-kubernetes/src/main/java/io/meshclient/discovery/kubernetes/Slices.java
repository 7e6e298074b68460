package io.meshclient.discovery.kubernetes;

import java.io.IOException;
import java.util.Map;

/** Where the EndpointSlices of a service are listed and watched. */
interface Slices {

    /**
     * A list as it was at one moment.
     *
     * @param slices by name
     * @param resourceVersion the moment
     */
    record Listed(Map<String, Slice> slices, String resourceVersion) {}

    /**
     * Lists the slices of a service.
     *
     * @param target whose namespace may be empty for the default one
     * @param slot ends it from outside
     */
    Listed list(Target target, CallSlot slot) throws IOException;

    /**
     * Watches the slices of a service, until the server ends the watch in the usual way.
     *
     * @param target whose namespace may be empty for the default one
     * @param resourceVersion from where on
     * @param events hears what happens, on this thread
     * @param slot ends it from outside
     */
    void watch(Target target, String resourceVersion, WatchStream.Events events, CallSlot slot) throws IOException;
}

package io.meshclient.samples.shop;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What became of the registry, and of an instance that was new after that. All times in seconds from the start of counting.
 *
 * @param back when the registry answered again
 * @param newcomer the name of the new instance
 * @param started when the new instance took calls, and was or began to be registered
 * @param firstCall when the storefront first called it, if it did
 */
public record Outage(
        String registry, double killed, double back, String newcomer, double started, OptionalDouble firstCall) {
    private static final double MILLIS = 1000;

    /** The sentences for both reports. */
    public String describe() {
        return String.format(
                Locale.ROOT,
                "The storefront's endpoints come from %s, which got killed at %.1f s and answered again at %.1f s:"
                        + " %.0f s away. %s was started at %.1f s and %s. The plain client has a fixed list of the first"
                        + " six instances. Restarted instances keep their ports, as with host ports or StatefulSets:"
                        + " while the registry is away nobody could learn of another.",
                registry,
                killed,
                back,
                back - killed,
                newcomer,
                started,
                firstCall.isPresent()
                        ? String.format(
                                Locale.ROOT,
                                "got its first call %.0f ms later",
                                (firstCall.getAsDouble() - started) * MILLIS)
                        : "got no call");
    }
}

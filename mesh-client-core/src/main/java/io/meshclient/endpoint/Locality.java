package io.meshclient.endpoint;

import static java.util.Objects.requireNonNull;

/**
 * Where an endpoint runs; an empty part is unknown.
 *
 * @param region such as {@code eu-central-1}
 * @param zone such as {@code eu-central-1a}
 * @param subZone such as a rack
 */
public record Locality(String region, String zone, String subZone) {

    /** Nothing is known. */
    public static final Locality UNKNOWN = new Locality("", "", "");

    /** Checks that no part is null. */
    public Locality {
        requireNonNull(region, "region");
        requireNonNull(zone, "zone");
        requireNonNull(subZone, "subZone");
    }

    @Override
    public String toString() {
        return this.equals(UNKNOWN) ? "unknown" : region + "/" + zone + "/" + subZone;
    }
}

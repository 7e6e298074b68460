package io.meshclient;

import java.util.List;

/**
 * One priority of a service's endpoints, and its part of the calls. Immutable.
 *
 * @param priority as its endpoints say, 0 for the best
 * @param percent of the calls for its healthy endpoints; in panic, for all of them
 * @param degradedPercent of the calls for its degraded endpoints
 * @param panic whether health and ejection are not believed in it
 * @param zones how the calls for its healthy endpoints are spread over zones; empty if zones are disregarded
 * @param why zones are used so, or disregarded, in words
 */
public record PriorityView(
        int priority, int percent, int degradedPercent, boolean panic, List<ZoneView> zones, String why) {

    /** Copies the list. */
    public PriorityView {
        zones = List.copyOf(zones);
    }
}

package io.meshclient;

import io.meshclient.endpoint.Locality;
import java.util.List;

/**
 * How a service's calls are spread at one moment, before the balancer chooses an endpoint. Immutable.
 *
 * @param own where this process runs
 * @param priorities the best first
 * @param known endpoints that the source knows; this process uses fewer if {@code subsetting.size} says so
 */
public record PlacementView(Locality own, List<PriorityView> priorities, int known) {

    /** Copies the list. */
    public PlacementView {
        priorities = List.copyOf(priorities);
    }
}

package io.meshclient.samples.shop.report;

import io.meshclient.samples.shop.Outage;
import io.meshclient.samples.shop.Plan;
import io.meshclient.samples.shop.Trouble;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Both clients' stories and what happened to the instances meanwhile.
 *
 * @param outage of the registry, if there was one
 * @param instances the names of the instances by port
 */
public record Comparison(
        Plan plan,
        Story mesh,
        Story plain,
        List<Trouble> troubles,
        Optional<Outage> outage,
        Map<Integer, String> instances) {
    List<Story> stories() {
        return List.of(mesh, plain);
    }
}

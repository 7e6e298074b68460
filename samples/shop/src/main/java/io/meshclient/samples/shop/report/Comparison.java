package io.meshclient.samples.shop.report;

import io.meshclient.samples.shop.Plan;
import io.meshclient.samples.shop.Trouble;
import java.util.List;
import java.util.Map;

/**
 * Both clients' stories and what happened to the instances meanwhile.
 *
 * @param instances the names of the instances by port
 */
public record Comparison(Plan plan, Story mesh, Story plain, List<Trouble> troubles, Map<Integer, String> instances) {
    List<Story> stories() {
        return List.of(mesh, plain);
    }
}

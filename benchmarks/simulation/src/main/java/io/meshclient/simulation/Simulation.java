package io.meshclient.simulation;

import io.meshclient.simulation.client.World;
import io.meshclient.simulation.report.Measures;
import io.meshclient.simulation.scenario.PolicySpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs scenarios in virtual time, on the calling thread. The decisions are those of the library itself: the same engine,
 * pickers and guards that calls over sockets use. The same scenario gives the same result, on every JDK.
 */
public final class Simulation {

    private Simulation() {}

    /**
     * Runs a scenario once for each of its policies.
     *
     * @param scenario what happens
     * @return what came out
     */
    public static SimulationResult simulate(Scenario scenario) {
        List<Measures> runs = new ArrayList<>();
        for (PolicySpec policy : scenario.spec().policies()) {
            runs.add(new Measures(scenario.spec(), policy, World.run(scenario.spec(), policy)));
        }
        return new SimulationResult(scenario, runs);
    }
}

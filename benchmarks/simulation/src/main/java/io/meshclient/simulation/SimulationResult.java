package io.meshclient.simulation;

import io.meshclient.simulation.report.Chart;
import io.meshclient.simulation.report.Expectations;
import io.meshclient.simulation.report.Measures;
import io.meshclient.simulation.report.Report;
import java.util.List;

/** What came out of a scenario, for all of its policies. Immutable. */
public final class SimulationResult {

    private final Scenario scenario;
    private final List<Measures> runs;

    SimulationResult(Scenario scenario, List<Measures> runs) {
        this.scenario = scenario;
        this.runs = List.copyOf(runs);
    }

    /**
     * What was simulated.
     *
     * @return the scenario
     */
    public Scenario scenario() {
        return scenario;
    }

    /**
     * Each policy's result, references included.
     *
     * @return in the order of the table
     */
    public List<PolicyResult> policies() {
        return runs.stream().map(PolicyResult::new).toList();
    }

    /**
     * One policy's result.
     *
     * @param name such as {@code peak-ewma}, or a reference's such as {@code ideal}
     * @return the result
     * @throws IllegalArgumentException if the scenario has no such policy; the message lists those it has
     */
    public PolicyResult policy(String name) {
        return policies().stream()
                .filter(policy -> policy.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no policy '" + name + "'; there are: " + String.join(", ", scenario.policies())));
    }

    /**
     * The scenario and its numbers as text, one line for each policy.
     *
     * @return lines
     */
    public String table() {
        return Report.of(scenario.spec(), runs);
    }

    /**
     * The runs over time, all policies in one picture: latency, success, attempts, the troubled servers' share.
     *
     * @return an SVG document, for light and dark backgrounds
     */
    public String chart() {
        return Chart.of(scenario.spec(), runs);
    }

    /**
     * Whether the first policy reached what the scenario expects below {@code expect}.
     *
     * @return true also if it expects nothing
     */
    public boolean asExpected() {
        return Expectations.of(scenario.spec(), runs).met();
    }

    /** Events of the loop in all runs together. */
    long events() {
        return runs.stream().mapToLong(Measures::events).sum();
    }

    @Override
    public String toString() {
        return table();
    }
}

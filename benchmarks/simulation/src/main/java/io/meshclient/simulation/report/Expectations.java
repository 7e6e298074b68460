package io.meshclient.simulation.report;

import io.meshclient.simulation.scenario.ExpectSpec;
import io.meshclient.simulation.scenario.ScenarioSpec;
import io.meshclient.simulation.scenario.Scenarios;
import io.meshclient.simulation.scenario.TroubleSpec;
import io.meshclient.time.Internal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Whether the first policy reached what its scenario expects. */
@Internal
public final class Expectations {

    private final List<String> lines = new ArrayList<>();
    private final Measures first;
    private boolean met = true;

    private Expectations(Measures first) {
        this.first = first;
    }

    /**
     * Compares.
     *
     * @param scenario what is expected
     * @param runs of all policies
     * @return what was found
     */
    public static Expectations of(ScenarioSpec scenario, List<Measures> runs) {
        Measures first = runs.stream()
                .filter(run -> !run.policy().reference())
                .findFirst()
                .orElseThrow();
        Expectations found = new Expectations(first);
        ExpectSpec expect = scenario.expect();
        found.ratio("p99 ÷ ideal", expect.p99ToIdeal(), p99(runs, Scenarios.IDEAL));
        found.ratio("p99 ÷ least-in-flight", expect.p99ToLeastInFlight(), p99(runs, Scenarios.LEAST_IN_FLIGHT));
        if (expect.p99() > 0) {
            found.line("p99 in ms", first.percentile(0.99) / 1e6, expect.p99() / 1e6, 1);
        }
        if (expect.lost() >= 0) {
            double lost = first.calls() == 0 ? 0 : 100.0 * first.lost() / first.calls();
            found.line("lost in %", lost, expect.lost(), 3);
        }
        if (expect.attempts() > 0) {
            found.attempts(scenario, expect);
        }
        found.time("time to detect in s", expect.detect(), Reaction::detect);
        found.time("time to recover in s", expect.recover(), Reaction::recover);
        return found;
    }

    private static long p99(List<Measures> runs, String name) {
        return runs.stream()
                .filter(run -> run.policy().name().equals(name))
                .mapToLong(run -> run.percentile(0.99))
                .findFirst()
                .orElse(0);
    }

    private void ratio(String what, double most, long reference) {
        if (most > 0) {
            line(what, (double) first.percentile(0.99) / Math.max(1, reference), most, 2);
        }
    }

    private void attempts(ScenarioSpec scenario, ExpectSpec expect) {
        if (expect.attemptsAfter() == 0 || scenario.troubles().isEmpty()) {
            line("attempts ÷ calls", first.attemptsPerCall(), expect.attempts(), 2);
            return;
        }
        TroubleSpec trouble = scenario.troubles().get(0);
        long from = trouble.at() + expect.attemptsAfter();
        String what = "attempts ÷ calls from " + Numbers.shortest(expect.attemptsAfter() / 1e9, 1) + " s on in trouble";
        line(what, first.attemptsPerCall(from, Math.min(trouble.end(), scenario.duration())), expect.attempts(), 2);
    }

    private void time(String what, long most, ToLongFunction<Reaction> reaction) {
        if (most > 0) {
            long longest = longest(first, reaction);
            double seconds = longest == Reaction.NEVER ? Double.POSITIVE_INFINITY : longest / 1e9;
            line(what, seconds, most / 1e9, 1);
        }
    }

    static long longest(Measures run, ToLongFunction<Reaction> reaction) {
        return run.reactions().stream().mapToLong(reaction).max().orElse(Reaction.UNKNOWN);
    }

    private void line(String what, double is, double most, int decimals) {
        boolean reached = is <= most;
        met &= reached;
        String shown = Double.isInfinite(is) ? "never" : Numbers.fixed(is, decimals);
        lines.add((reached ? "met     " : "MISSED  ") + what + ": " + shown + ", at most "
                + Numbers.fixed(most, decimals));
    }

    /**
     * Whether all was reached.
     *
     * @return true also if nothing is expected
     */
    public boolean met() {
        return met;
    }

    /**
     * One sentence for each expectation.
     *
     * @return in their order
     */
    public List<String> lines() {
        return List.copyOf(lines);
    }
}

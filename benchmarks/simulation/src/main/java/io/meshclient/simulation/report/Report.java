package io.meshclient.simulation.report;

import io.meshclient.simulation.scenario.LoadSpec;
import io.meshclient.simulation.scenario.ScenarioSpec;
import io.meshclient.simulation.scenario.Scenarios;
import io.meshclient.simulation.scenario.ServerSpec;
import io.meshclient.simulation.scenario.TroubleSpec;
import io.meshclient.time.Internal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** A scenario's text: what it was, the table, and whether what is expected was reached. */
@Internal
public final class Report {

    private static final List<String> HEAD = List.of(
            "policy",
            "calls",
            "success %",
            "p50 ms",
            "p99 ms",
            "p99.9 ms",
            "÷ ideal",
            "attempts ÷ calls",
            "spread",
            "detect s",
            "recover s");

    private Report() {}

    /**
     * Writes it.
     *
     * @param scenario what happened
     * @param runs of all policies
     * @return lines of text
     */
    public static String of(ScenarioSpec scenario, List<Measures> runs) {
        StringBuilder out = new StringBuilder();
        out.append(scenario.name()).append('\n');
        if (!scenario.purpose().isEmpty()) {
            out.append(scenario.purpose()).append('\n');
        }
        out.append(servers(scenario)).append('\n');
        out.append(load(scenario)).append('\n');
        scenario.troubles().stream().limit(6).forEach(trouble -> out.append(trouble(trouble)));
        if (scenario.troubles().size() > 6) {
            out.append("and ").append(scenario.troubles().size() - 6).append(" troubles more\n");
        }
        out.append('\n').append(table(runs));
        List<String> expected = Expectations.of(scenario, runs).lines();
        if (!expected.isEmpty()) {
            out.append("\nexpected of the first policy:\n");
            expected.forEach(line -> out.append(line).append('\n'));
        }
        return out.toString();
    }

    private static String servers(ScenarioSpec scenario) {
        Map<String, List<ServerSpec>> groups = new LinkedHashMap<>();
        scenario.servers()
                .forEach(server -> groups.computeIfAbsent(server.group(), group -> new ArrayList<>())
                        .add(server));
        List<String> words = new ArrayList<>();
        groups.forEach((group, servers) -> words.add(servers.size() + " " + group + " × "
                + servers.get(0).workers() + (servers.get(0).workers() == 1 ? " worker" : " workers")));
        return "servers: " + String.join(", ", words) + "; clients: "
                + scenario.clients().count();
    }

    private static String load(ScenarioSpec scenario) {
        LoadSpec load = scenario.load();
        List<String> words = new ArrayList<>();
        for (LoadSpec.Step step : load.steps()) {
            String from = step.at() == 0 ? "" : " from " + seconds(step.at()) + " s";
            words.add(Numbers.shortest(step.amount(), 1)
                    + (load.open() ? " calls/s" : " callers")
                    + ofCapacity(scenario, step)
                    + from);
        }
        return "load: " + String.join(", ", words) + "; counted from " + seconds(scenario.warmUp()) + " s to "
                + seconds(scenario.duration()) + " s; seed " + scenario.seed();
    }

    private static String ofCapacity(ScenarioSpec scenario, LoadSpec.Step step) {
        if (!scenario.load().open()) {
            return "";
        }
        double perSecond = 0;
        for (ServerSpec server : scenario.servers()) {
            if (server.joins() <= step.at() && step.at() < server.leaves()) {
                perSecond += server.workers() * 1e9 / server.latency().mean();
            }
        }
        return " (" + Numbers.fixed(100 * step.amount() / perSecond, 0) + " % of capacity)";
    }

    private static String trouble(TroubleSpec trouble) {
        return "trouble: " + trouble.label() + " from " + seconds(trouble.at()) + " s to " + seconds(trouble.end())
                + " s\n";
    }

    private static String seconds(long nanos) {
        return Numbers.shortest(nanos / 1e9, 3);
    }

    private static TextTable table(List<Measures> runs) {
        TextTable table = new TextTable().row(HEAD);
        long ideal = runs.stream()
                .filter(run -> run.policy().name().equals(Scenarios.IDEAL))
                .mapToLong(run -> run.percentile(0.99))
                .findFirst()
                .orElse(0);
        runs.forEach(run -> table.row(row(run, ideal)));
        return table;
    }

    private static List<String> row(Measures run, long ideal) {
        double[] spread = run.spread();
        double success = run.calls() == 0 ? 0 : 100.0 * (run.calls() - run.lost()) / run.calls();
        return List.of(
                run.policy().name(),
                Long.toString(run.calls()),
                run.lost() == 0 ? "100" : Numbers.fixed(Math.min(success, 99.999), 3),
                Numbers.millis(run.percentile(0.5)),
                Numbers.millis(run.percentile(0.99)),
                Numbers.millis(run.percentile(0.999)),
                ideal == 0 ? "–" : Numbers.fixed((double) run.percentile(0.99) / ideal, 2),
                Numbers.fixed(run.attemptsPerCall(), 2),
                Numbers.fixed(spread[0], 2) + "–" + Numbers.fixed(spread[1], 2),
                time(run, Reaction::detect),
                time(run, Reaction::recover));
    }

    private static String time(Measures run, ToLongFunction<Reaction> reaction) {
        long longest = Expectations.longest(run, reaction);
        if (longest == Reaction.NEVER) {
            return "never";
        }
        return longest == Reaction.UNKNOWN ? "–" : Numbers.fixed(longest / 1e9, 1);
    }
}

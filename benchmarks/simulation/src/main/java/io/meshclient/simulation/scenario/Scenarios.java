package io.meshclient.simulation.scenario;

import io.meshclient.policy.ConfigKey;
import io.meshclient.policy.Settings;
import io.meshclient.simulation.scenario.LoadSpec.Step;
import io.meshclient.time.Internal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads scenario files, and says of each thing that is wrong where it stands and what is allowed. */
@Internal
public final class Scenarios {

    /** The one that knows everything: each call to the server with the shortest expected delay. */
    public static final String IDEAL = "ideal";

    /** The one that knows its own calls only: of two at random the one with fewer in flight. */
    public static final String LEAST_IN_FLIGHT = "least-in-flight";

    /** All that policies can be measured by. */
    static final List<String> REFERENCES = List.of(IDEAL, LEAST_IN_FLIGHT);

    private static final double MOST_CALLS = 20_000_000;

    private Scenarios() {}

    /**
     * Reads one.
     *
     * @param file its name, for messages
     * @param text the YAML
     * @param files reads the lines of a file beside it
     * @return the scenario
     * @throws IllegalArgumentException if it is not possible; the message begins with file and line
     */
    public static ScenarioSpec read(String file, String text, Function<String, List<String>> files) {
        Part scenario = Part.read(file, text);
        Settings top = scenario.settings(Keys.FILE);
        long duration = top.get(Keys.DURATION_OF_RUN).toNanos();
        long warmUp = top.get(Keys.WARM_UP).toNanos();
        if (warmUp >= duration && !top.isSet(Keys.WARM_UP)) {
            throw scenario.wrong(
                    Keys.DURATION_OF_RUN, top, "is not longer than the warm-up of " + top.get(Keys.WARM_UP));
        }
        if (warmUp >= duration) {
            throw scenario.wrong(Keys.WARM_UP, top, "leaves nothing to count of " + top.get(Keys.DURATION_OF_RUN));
        }
        List<ServerSpec> servers = new ServersReader(files).read(scenario);
        List<String> references = top.get(Keys.REFERENCES);
        ClientSpec clients = clients(scenario.part(Keys.CLIENTS_PART.name()));
        String across = top.get(Keys.NETWORK_ACROSS);
        long network = top.get(Keys.NETWORK).toNanos();
        return new ScenarioSpec(
                name(file),
                purpose(text),
                top.get(Keys.SEED),
                duration,
                warmUp,
                network,
                across.isEmpty() ? network : Duration.parse(across).toNanos(),
                servers,
                clients,
                load(scenario, duration),
                new TroublesReader(servers, duration).read(scenario),
                new PoliciesReader(servers, clients).read(scenario, references),
                expect(scenario.part(Keys.EXPECT_PART.name()), references));
    }

    private static String name(String file) {
        String last = file.substring(file.replace('\\', '/').lastIndexOf('/') + 1);
        return last.replaceAll("\\.ya?ml$", "");
    }

    private static String purpose(String text) {
        String first = text.lines().findFirst().orElse("");
        return first.startsWith("#") ? first.substring(1).trim() : "";
    }

    private static ClientSpec clients(Part part) {
        Settings clients = part.settings(LoadKeys.CLIENTS);
        return new ClientSpec(
                clients.get(LoadKeys.CLIENT_COUNT),
                clients.get(LoadKeys.CLIENT_ZONES),
                clients.get(LoadKeys.DISCOVERY_DELAY).toNanos());
    }

    private static LoadSpec load(Part scenario, long duration) {
        if (!scenario.has(Keys.LOAD_PART.name())) {
            throw scenario.missing(Keys.LOAD_PART);
        }
        Part part = scenario.part(Keys.LOAD_PART.name());
        Settings load = part.settings(LoadKeys.LOAD);
        boolean open = load.isSet(LoadKeys.RATE);
        if (open == load.isSet(LoadKeys.CALLERS)) {
            throw part.wrong("load has " + (open ? "both rate and callers" : "neither rate nor callers")
                    + "; allowed: rate for an open loop, or callers for a closed one");
        }
        if (open && load.isSet(LoadKeys.THINK)) {
            throw part.wrong(LoadKeys.THINK, load, "says nothing about a rate");
        }
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(0, open ? load.get(LoadKeys.RATE) : load.get(LoadKeys.CALLERS)));
        for (Part step : part.list(LoadKeys.STEPS_PART.name())) {
            steps.add(step(step, open, steps.get(steps.size() - 1).at(), duration));
        }
        LoadSpec spec = new LoadSpec(open, load.get(LoadKeys.THINK).toNanos(), load.get(LoadKeys.METHOD), steps);
        check(part, load, spec, duration);
        return spec;
    }

    private static void check(Part part, Settings load, LoadSpec spec, long duration) {
        double most = spec.steps().stream().mapToDouble(Step::amount).max().orElse(0);
        ConfigKey<?> key = spec.open() ? LoadKeys.RATE : LoadKeys.CALLERS;
        if (most == 0) {
            throw part.wrong(key, load, "is no load at all");
        }
        if (spec.open() && most * duration / 1e9 > MOST_CALLS) {
            throw part.wrong(key, load, "makes more than 20 million calls in " + Duration.ofNanos(duration));
        }
    }

    private static Step step(Part part, boolean open, long before, long duration) {
        Settings step = part.settings(LoadKeys.STEPS);
        ConfigKey<?> used = open ? LoadKeys.STEP_RATE : LoadKeys.STEP_CALLERS;
        ConfigKey<?> unused = open ? LoadKeys.STEP_CALLERS : LoadKeys.STEP_RATE;
        for (ConfigKey<?> key : List.of(LoadKeys.STEP_AT, used)) {
            if (!step.isSet(key)) {
                throw part.missing(key);
            }
        }
        if (step.isSet(unused)) {
            throw part.wrong(unused, step, "says nothing about a load that began as " + used);
        }
        long at = step.get(LoadKeys.STEP_AT).toNanos();
        if (at <= before || at >= duration) {
            throw part.wrong(
                    LoadKeys.STEP_AT, step, at <= before ? "is not after the step before" : "is after the end");
        }
        return new Step(at, open ? step.get(LoadKeys.STEP_RATE) : step.get(LoadKeys.STEP_CALLERS));
    }

    private static ExpectSpec expect(Part part, List<String> references) {
        Settings expect = part.settings(Keys.EXPECT);
        requires(part, expect, Keys.EXPECT_P99_IDEAL, references, IDEAL);
        requires(part, expect, Keys.EXPECT_P99_LEAST, references, LEAST_IN_FLIGHT);
        String lost = expect.get(Keys.EXPECT_LOST);
        return new ExpectSpec(
                expect.get(Keys.EXPECT_P99_IDEAL),
                expect.get(Keys.EXPECT_P99_LEAST),
                expect.get(Keys.EXPECT_P99).toNanos(),
                lost.isEmpty() ? -1 : Double.parseDouble(lost),
                expect.get(Keys.EXPECT_ATTEMPTS),
                expect.get(Keys.EXPECT_ATTEMPTS_AFTER).toNanos(),
                expect.get(Keys.EXPECT_DETECT).toNanos(),
                expect.get(Keys.EXPECT_RECOVER).toNanos());
    }

    private static void requires(
            Part part, Settings expect, ConfigKey<?> key, List<String> references, String reference) {
        if (expect.isSet(key) && !references.contains(reference)) {
            throw part.wrong(key, expect, "needs " + reference + " among the references");
        }
    }
}

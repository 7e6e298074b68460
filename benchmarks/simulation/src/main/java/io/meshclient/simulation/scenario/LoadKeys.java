package io.meshclient.simulation.scenario;

import static io.meshclient.policy.Parsers.DURATIONS;
import static io.meshclient.policy.Parsers.POSITIVE_DURATIONS;

import io.meshclient.policy.ConfigKey;
import io.meshclient.policy.Parsers;
import io.meshclient.time.Internal;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** The keys of clients and load. */
@Internal
public final class LoadKeys {

    /** What stands below {@code clients}. */
    public static final Table CLIENTS = new Table();

    /** What stands below {@code load}. */
    public static final Table LOAD = new Table();

    /** An entry of {@code load.steps}. */
    public static final Table STEPS = new Table();

    private static final Function<String, Duration> DURATION = Parsers::duration;
    private static final Function<String, Duration> POSITIVE = Parsers::positiveDuration;

    static final ConfigKey<Integer> CLIENT_COUNT =
            CLIENTS.row("count", "whole number", "1", "1 to 10000", "How many processes", Parsers.integer(1, 10_000));
    static final ConfigKey<List<String>> CLIENT_ZONES = CLIENTS.row(
            "zones",
            "list",
            "",
            "zones, several separated by commas",
            "Where they run, one after another in turn",
            Parsers::list);
    static final ConfigKey<Duration> DISCOVERY_DELAY = CLIENTS.row(
            "discovery-delay",
            "duration",
            "1s",
            DURATIONS,
            "How long after a server joins or leaves the clients know; each has its own part of that time",
            DURATION);
    static final ConfigKey<Double> RATE = LOAD.row(
            "rate",
            "number",
            "0",
            "0 to 1000000",
            "Open loop: calls a second of all clients together, at random times (Poisson)",
            Parsers.decimal(0, 1_000_000));
    static final ConfigKey<Integer> CALLERS = LOAD.row(
            "callers",
            "whole number",
            "0",
            "0 to 100000",
            "Closed loop: callers of all clients together, each with one call at a time",
            Parsers.integer(0, 100_000));
    static final ConfigKey<Duration> THINK = LOAD.row(
            "think", "duration", "0", DURATIONS, "With callers: the time between a call's end and the next", DURATION);
    static final ConfigKey<String> METHOD = LOAD.row(
            "method",
            "method",
            "GET",
            "an HTTP method",
            "Whether calls may be sent again: see retry.methods",
            LoadKeys::method);
    static final ConfigKey<String> STEPS_PART = LOAD.part("steps", "list", "a list of steps", "When the load changes");
    static final ConfigKey<Duration> STEP_AT = STEPS.row("at", "duration", "0", POSITIVE_DURATIONS, "When", POSITIVE);
    static final ConfigKey<Double> STEP_RATE =
            STEPS.row("rate", "number", "0", "0 to 1000000", "The new rate", Parsers.decimal(0, 1_000_000));
    static final ConfigKey<Integer> STEP_CALLERS = STEPS.row(
            "callers", "whole number", "0", "0 to 100000", "The new number of callers", Parsers.integer(0, 100_000));

    private LoadKeys() {}

    private static String method(String text) {
        if (!text.matches("[A-Z]+")) {
            throw new IllegalArgumentException("is not a method in capital letters");
        }
        return text;
    }
}

package io.meshclient.simulation.scenario;

import static io.meshclient.policy.Parsers.DURATIONS;
import static io.meshclient.policy.Parsers.POSITIVE_DURATIONS;

import io.meshclient.policy.ConfigKey;
import io.meshclient.policy.Parsers;
import io.meshclient.time.Internal;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** The keys of a trouble. */
@Internal
public final class TroubleKeys {

    /** An entry of {@code troubles}. */
    public static final Table TROUBLES = new Table();

    private static final Function<String, Duration> DURATION = Parsers::duration;
    private static final Function<String, Duration> POSITIVE = Parsers::positiveDuration;

    static final ConfigKey<Duration> AT = TROUBLES.row("at", "duration", "0", DURATIONS, "When it begins", DURATION);
    static final ConfigKey<Duration> FOR =
            TROUBLES.row("for", "duration", "10s", POSITIVE_DURATIONS, "How long it lasts", POSITIVE);
    static final ConfigKey<Duration> EVERY = TROUBLES.row(
            "every",
            "duration",
            "0",
            DURATIONS,
            "With times: when it comes again, from beginning to beginning",
            DURATION);
    static final ConfigKey<Integer> TIMES =
            TROUBLES.row("times", "whole number", "1", "1 to 1000", "How often it comes", Parsers.integer(1, 1000));
    static final ConfigKey<List<String>> WHOM = TROUBLES.row(
            "servers",
            "list",
            "",
            "web (the group), web-2, web-1..3, zone=a; several separated by commas",
            "Whom it hits",
            Parsers::list);
    static final ConfigKey<String> KIND = TROUBLES.row(
            "kind",
            "word",
            "",
            "slow, fail, stall, down, unreachable",
            "slow: work takes longer; fail: bad answers; stall: nothing is answered until it ends; down: the process is"
                    + " gone, connections are refused; unreachable: connections are not answered",
            Parsers.oneOf("a kind of trouble", List.of("slow", "fail", "stall", "down", "unreachable")));
    static final ConfigKey<Double> FACTOR = TROUBLES.row(
            "factor", "number", "10", "1 to 100000", "With slow: how many times as long", Parsers.decimal(1, 100_000));
    static final ConfigKey<Integer> STATUS = TROUBLES.row(
            "status", "whole number", "503", "400 to 599", "With fail: the answer", Parsers.integer(400, 599));
    static final ConfigKey<Double> SHARE = TROUBLES.row(
            "share",
            "percentage",
            "100",
            "0.1 to 100",
            "With fail: which part of the requests",
            Parsers.decimal(0.1, 100));
    static final ConfigKey<String> AFTER = TROUBLES.row(
            "after",
            "duration",
            "",
            DURATIONS + "; empty for a worker's usual time",
            "With fail: how soon the answer comes; it then needs no worker",
            text -> text.isEmpty() ? text : Parsers.duration(text).toString());
    static final ConfigKey<String> RETRY_AFTER = TROUBLES.row(
            "retry-after",
            "duration",
            "",
            DURATIONS + "; empty for none",
            "With fail: what the answer asks for",
            text -> text.isEmpty() ? text : Parsers.duration(text).toString());

    private TroubleKeys() {}
}

package io.meshclient.simulation.scenario;

import static io.meshclient.policy.Parsers.DURATIONS;
import static io.meshclient.policy.Parsers.POSITIVE_DURATIONS;

import io.meshclient.policy.ConfigKey;
import io.meshclient.policy.Parsers;
import io.meshclient.time.Internal;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** The keys of a scenario file itself and of what it expects; the mesh's own keys come from core's table. */
@Internal
public final class Keys {

    /** The file itself. */
    public static final Table FILE = new Table();

    /** What stands below {@code expect}. */
    public static final Table EXPECT = new Table();

    private static final Function<String, Duration> DURATION = Parsers::duration;
    private static final Function<String, Duration> POSITIVE = Parsers::positiveDuration;

    static final ConfigKey<Duration> DURATION_OF_RUN =
            FILE.row("duration", "duration", "60s", POSITIVE_DURATIONS, "When the load ends", POSITIVE);
    static final ConfigKey<Duration> WARM_UP = FILE.row(
            "warm-up", "duration", "10s", DURATIONS, "Calls that begin before this time are not counted", DURATION);
    static final ConfigKey<Integer> SEED = FILE.row(
            "seed",
            "whole number",
            "1",
            "0 to 2147483647",
            "Another seed is another run of the same scenario",
            Parsers.integer(0, Integer.MAX_VALUE));
    static final ConfigKey<Duration> NETWORK = FILE.row(
            "network", "duration", "250us", DURATIONS, "Time of a message from one side to the other", DURATION);
    static final ConfigKey<String> NETWORK_ACROSS = FILE.row(
            "network-across-zones",
            "duration",
            "",
            DURATIONS + "; empty for the same as network",
            "That time when client and server are in different zones",
            text -> text.isEmpty() ? text : Parsers.duration(text).toString());
    static final ConfigKey<String> SERVERS_PART =
            FILE.part("servers", "list", "a list of groups of equal servers", "The fake servers");
    static final ConfigKey<String> CLIENTS_PART = FILE.part(
            "clients", "keys", "the keys of clients", "The processes that call; each knows only its own calls");
    static final ConfigKey<String> LOAD_PART =
            FILE.part("load", "keys", "the keys of load", "What the clients together want");
    static final ConfigKey<String> TROUBLES_PART =
            FILE.part("troubles", "list", "a list of troubles", "What goes wrong, and when");
    static final ConfigKey<String> SERVICE_PART = FILE.part(
            "service", "keys", "keys of mesh.client.services.<name>", "The mesh's keys that all policies share");
    static final ConfigKey<String> POLICIES_PART = FILE.part(
            "policies",
            "keys",
            "a name each, below it keys of mesh.client.services.<name>",
            "What is compared; without it the library's defaults alone");
    static final ConfigKey<List<String>> REFERENCES = FILE.row(
            "references",
            "list",
            "ideal",
            String.join(", ", Scenarios.REFERENCES) + ", several separated by commas; empty for none",
            "What the policies are measured by",
            Keys::references);
    static final ConfigKey<String> EXPECT_PART =
            FILE.part("expect", "keys", "the keys of expect", "What the first policy must reach");
    static final ConfigKey<Double> EXPECT_P99_IDEAL = EXPECT.row(
            "p99-to-ideal",
            "number",
            "0",
            "1 to 1000; 0 for any",
            "p99 ÷ the ideal's, at most",
            Parsers.decimal(0, 1000));
    static final ConfigKey<Double> EXPECT_P99_LEAST = EXPECT.row(
            "p99-to-least-in-flight",
            "number",
            "0",
            "0.1 to 1000; 0 for any",
            "p99 ÷ that of the reference least-in-flight, at most",
            Parsers.decimal(0, 1000));
    static final ConfigKey<Duration> EXPECT_P99 =
            EXPECT.row("p99", "duration", "0", DURATIONS, "p99, at most; 0 for any", DURATION);
    static final ConfigKey<String> EXPECT_LOST = EXPECT.row(
            "lost",
            "percentage",
            "",
            "0 to 100; empty for any",
            "Lost calls, at most",
            text -> text.isEmpty() ? text : Parsers.decimal(0, 100).apply(text).toString());
    static final ConfigKey<Double> EXPECT_ATTEMPTS = EXPECT.row(
            "attempts-per-call",
            "number",
            "0",
            "1 to 11; 0 for any",
            "Attempts ÷ calls, at most",
            Parsers.decimal(0, 11));
    static final ConfigKey<Duration> EXPECT_ATTEMPTS_AFTER = EXPECT.row(
            "attempts-per-call-after",
            "duration",
            "0",
            DURATIONS,
            "Only from so long after the first trouble's beginning until its end",
            DURATION);
    static final ConfigKey<Duration> EXPECT_DETECT =
            EXPECT.row("detect", "duration", "0", DURATIONS, "Time to detect, at most; 0 for any", DURATION);
    static final ConfigKey<Duration> EXPECT_RECOVER =
            EXPECT.row("recover", "duration", "0", DURATIONS, "Time to recover, at most; 0 for any", DURATION);

    private Keys() {}

    private static List<String> references(String text) {
        return Parsers.list(text).stream()
                .map(Parsers.oneOf("a reference", Scenarios.REFERENCES))
                .toList();
    }
}

package io.meshclient.simulation.scenario;

import static io.meshclient.policy.Parsers.DURATIONS;
import static io.meshclient.policy.Parsers.POSITIVE_DURATIONS;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.policy.ConfigKey;
import io.meshclient.policy.Parsers;
import io.meshclient.time.Internal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Every key of a scenario file; the mesh's own keys come from core's table. */
@Internal
public final class Keys {

    private static final String NAMES = "letters, digits and inner hyphens";
    private static final Function<String, Duration> DURATION = Parsers::duration;
    private static final Function<String, Duration> POSITIVE = Parsers::positiveDuration;

    /** The file itself. */
    public static final Table FILE = new Table();

    /** An entry of {@code servers}. */
    public static final Table SERVERS = new Table();

    /** What stands below {@code clients}. */
    public static final Table CLIENTS = new Table();

    /** What stands below {@code load}. */
    public static final Table LOAD = new Table();

    /** An entry of {@code load.steps}. */
    public static final Table STEPS = new Table();

    /** An entry of {@code troubles}. */
    public static final Table TROUBLES = new Table();

    /** What stands below {@code expect}. */
    public static final Table EXPECT = new Table();

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

    static final ConfigKey<String> NAME =
            SERVERS.row("name", "name", "", NAMES, "The group; its servers are web-1, web-2, …", Keys::name);
    static final ConfigKey<Integer> COUNT =
            SERVERS.row("count", "whole number", "1", "1 to 10000", "How many there are", Parsers.integer(1, 10_000));
    static final ConfigKey<Integer> WORKERS = SERVERS.row(
            "workers",
            "whole number",
            "16",
            "1 to 100000",
            "Requests that one server works on at the same time: cores, or threads that wait",
            Parsers.integer(1, 100_000));
    static final ConfigKey<Integer> QUEUE = SERVERS.row(
            "queue",
            "whole number",
            "1000",
            "0 to 1000000",
            "Requests that wait for a worker; more are answered 503 at once",
            Parsers.integer(0, 1_000_000));
    static final ConfigKey<String> LATENCY = SERVERS.row(
            "latency",
            "duration",
            "",
            POSITIVE_DURATIONS,
            "A worker's time for a request, always the same",
            Keys::positiveText);
    static final ConfigKey<String> MEDIAN = SERVERS.row(
            "latency.median",
            "duration",
            "",
            POSITIVE_DURATIONS,
            "Log-normal time: half of the requests are faster",
            Keys::positiveText);
    static final ConfigKey<String> P99 = SERVERS.row(
            "latency.p99",
            "duration",
            "",
            POSITIVE_DURATIONS,
            "With median: one request in a hundred is slower",
            Keys::positiveText);
    static final ConfigKey<String> FAST = SERVERS.row(
            "latency.fast",
            "duration",
            "",
            POSITIVE_DURATIONS,
            "Two-humped time: the median of the fast hump",
            Keys::positiveText);
    static final ConfigKey<String> SLOW = SERVERS.row(
            "latency.slow",
            "duration",
            "",
            POSITIVE_DURATIONS,
            "With fast: the median of the slow hump",
            Keys::positiveText);
    static final ConfigKey<Double> SLOW_SHARE = SERVERS.row(
            "latency.slow-share",
            "percentage",
            "5",
            "0.001 to 99.999",
            "With fast: which part of the requests is slow",
            Parsers.decimal(0.001, 99.999));
    static final ConfigKey<String> QUANTILES = SERVERS.row(
            "latency.quantiles",
            "file",
            "",
            "a file beside the scenario with lines such as 0.99,250ms",
            "A measured time",
            text -> text);
    static final ConfigKey<Integer> WEIGHT = SERVERS.row(
            "weight",
            "whole number",
            "1",
            "0 to " + Endpoint.MAX_WEIGHT,
            "What discovery says of it",
            Parsers.integer(0, Endpoint.MAX_WEIGHT));
    static final ConfigKey<Integer> PRIORITY = SERVERS.row(
            "priority", "whole number", "0", "0 to 128", "What discovery says of it", Parsers.integer(0, 128));
    static final ConfigKey<String> REGION =
            SERVERS.row("region", "text", "", "any", "What discovery says of it", text -> text);
    static final ConfigKey<String> ZONE =
            SERVERS.row("zone", "text", "", "any", "What discovery says of it", text -> text);
    static final ConfigKey<Map<String, String>> METADATA = SERVERS.row(
            "metadata",
            "pairs",
            "",
            "key=value, several separated by commas",
            "What discovery says of it",
            Keys::metadata);
    static final ConfigKey<Double> COLD_FACTOR = SERVERS.row(
            "cold.factor",
            "number",
            "1",
            "1 to 1000",
            "How many times as long a request takes on a server that has just started",
            Parsers.decimal(1, 1000));
    static final ConfigKey<Duration> COLD_FOR = SERVERS.row(
            "cold.for",
            "duration",
            "30s",
            POSITIVE_DURATIONS,
            "Until it is warm; the factor falls in a line",
            POSITIVE);
    static final ConfigKey<Duration> JOINS = SERVERS.row(
            "joins",
            "duration",
            "0",
            DURATIONS,
            "When discovery first names it; it starts then, cold. From the beginning it is there, warm, at 0",
            DURATION);
    static final ConfigKey<Duration> JOINS_EVERY = SERVERS.row(
            "joins-every", "duration", "0", DURATIONS, "The next server of the group joins so much later", DURATION);
    static final ConfigKey<String> LEAVES = SERVERS.row(
            "leaves",
            "duration",
            "",
            POSITIVE_DURATIONS + "; empty for never",
            "When discovery stops naming it; it ends its work",
            text -> text.isEmpty() ? text : Keys.positiveText(text));
    static final ConfigKey<Duration> LEAVES_EVERY = SERVERS.row(
            "leaves-every", "duration", "0", DURATIONS, "The next server of the group leaves so much later", DURATION);
    static final ConfigKey<Duration> PAUSES_EVERY = SERVERS.row(
            "pauses.every",
            "duration",
            "0",
            DURATIONS,
            "Mean time between two pauses of the whole process, as a collector makes them",
            DURATION);
    static final ConfigKey<Duration> PAUSES_FOR =
            SERVERS.row("pauses.for", "duration", "100ms", POSITIVE_DURATIONS, "Their length", POSITIVE);

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
            Keys::method);
    static final ConfigKey<String> STEPS_PART = LOAD.part("steps", "list", "a list of steps", "When the load changes");

    static final ConfigKey<Duration> STEP_AT = STEPS.row("at", "duration", "0", POSITIVE_DURATIONS, "When", POSITIVE);
    static final ConfigKey<Double> STEP_RATE =
            STEPS.row("rate", "number", "0", "0 to 1000000", "The new rate", Parsers.decimal(0, 1_000_000));
    static final ConfigKey<Integer> STEP_CALLERS = STEPS.row(
            "callers", "whole number", "0", "0 to 100000", "The new number of callers", Parsers.integer(0, 100_000));

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

    private static String name(String text) {
        if (!text.matches("[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?")) {
            throw new IllegalArgumentException("is not a name");
        }
        return text;
    }

    private static String positiveText(String text) {
        return text.isEmpty() ? text : Parsers.positiveDuration(text).toString();
    }

    private static String method(String text) {
        if (!text.matches("[A-Z]+")) {
            throw new IllegalArgumentException("is not a method in capital letters");
        }
        return text;
    }

    private static List<String> references(String text) {
        return Parsers.list(text).stream()
                .map(Parsers.oneOf("a reference", Scenarios.REFERENCES))
                .toList();
    }

    private static Map<String, String> metadata(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : Parsers.list(text)) {
            int sign = pair.indexOf('=');
            if (sign < 1) {
                throw new IllegalArgumentException("has '" + pair + "', which is no key=value");
            }
            pairs.put(pair.substring(0, sign), pair.substring(sign + 1));
        }
        return pairs;
    }
}

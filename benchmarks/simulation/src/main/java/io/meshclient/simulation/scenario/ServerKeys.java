package io.meshclient.simulation.scenario;

import static io.meshclient.policy.Parsers.DURATIONS;
import static io.meshclient.policy.Parsers.POSITIVE_DURATIONS;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.policy.ConfigKey;
import io.meshclient.policy.Parsers;
import io.meshclient.time.Internal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The keys of a group of servers. */
@Internal
public final class ServerKeys {

    /** An entry of {@code servers}. */
    public static final Table SERVERS = new Table();

    private static final String NAMES = "letters, digits and inner hyphens";
    private static final Function<String, Duration> DURATION = Parsers::duration;
    private static final Function<String, Duration> POSITIVE = Parsers::positiveDuration;

    static final ConfigKey<String> NAME =
            SERVERS.row("name", "name", "", NAMES, "The group; its servers are web-1, web-2, …", ServerKeys::name);
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
            ServerKeys::positiveText);
    static final ConfigKey<String> MEDIAN = SERVERS.row(
            "latency.median",
            "duration",
            "",
            POSITIVE_DURATIONS,
            "Log-normal time: half of the requests are faster",
            ServerKeys::positiveText);
    static final ConfigKey<String> P99 = SERVERS.row(
            "latency.p99",
            "duration",
            "",
            POSITIVE_DURATIONS,
            "With median: one request in a hundred is slower",
            ServerKeys::positiveText);
    static final ConfigKey<String> FAST = SERVERS.row(
            "latency.fast",
            "duration",
            "",
            POSITIVE_DURATIONS,
            "Two-humped time: the median of the fast hump",
            ServerKeys::positiveText);
    static final ConfigKey<String> SLOW = SERVERS.row(
            "latency.slow",
            "duration",
            "",
            POSITIVE_DURATIONS,
            "With fast: the median of the slow hump",
            ServerKeys::positiveText);
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
            ServerKeys::metadata);
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
            text -> text.isEmpty() ? text : positiveText(text));
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

    private ServerKeys() {}

    private static String name(String text) {
        if (!text.matches("[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?")) {
            throw new IllegalArgumentException("is not a name");
        }
        return text;
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

    private static String positiveText(String text) {
        return text.isEmpty() ? text : Parsers.positiveDuration(text).toString();
    }
}

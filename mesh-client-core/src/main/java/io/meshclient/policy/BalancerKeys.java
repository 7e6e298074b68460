package io.meshclient.policy;

import static io.meshclient.policy.Parsers.DURATIONS;
import static io.meshclient.policy.Parsers.POSITIVE_DURATIONS;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;

/**
 * Keys of the choice of an endpoint: {@code balancer}, {@code least-request.*}, {@code hash.*}, {@code orca.*} and
 * {@code prequal.*}. A part of the {@link KeyTable}.
 */
final class BalancerKeys {

    /** Balancers of this version. */
    private static final List<String> NAMES =
            List.of("peak-ewma", "round-robin", "random", "least-request", "ring-hash", "maglev", "orca", "prequal");

    private static final int LARGEST_TABLE = 5_000_011;

    static final ConfigKey<String> BALANCER = new ConfigKey<>(
            "balancer",
            "name",
            "peak-ewma",
            String.join(", ", NAMES),
            "How an endpoint is chosen",
            "round robin cannot see that an endpoint is slow; two choices by peak EWMA can",
            Parsers.oneOf("a balancer of this version", NAMES));
    static final ConfigKey<Integer> CHOICES = new ConfigKey<>(
            "least-request.choices",
            "whole number",
            "2",
            "2 to 16",
            "Endpoints that are compared, if all weights are equal; always different ones",
            "Envoy's; the second choice brings most of the gain",
            Parsers.integer(2, 16));
    static final ConfigKey<Double> BIAS = new ConfigKey<>(
            "least-request.active-request-bias",
            "number",
            "1.0",
            "0 (weights only) to 10",
            "If weights differ, an endpoint's share is weight / (active calls + 1)^bias",
            "Envoy's",
            Parsers.decimal(0, 10));
    static final ConfigKey<List<HashSource>> HASH_KEY = new ConfigKey<>(
            "hash.key",
            "list of parts of a request",
            "",
            HashSource.ALLOWED,
            "What calls are recognised by, for ring-hash and maglev; a request's CallOptions.hashKey goes before",
            "nobody can guess it; without a key each call is spread at random",
            BalancerKeys::sources);
    static final ConfigKey<Integer> BALANCE_FACTOR = new ConfigKey<>(
            "hash.balance-factor",
            "percentage",
            "0",
            "0 (no bound), or 100 to 10000; 120 to 200 is usual",
            "The most calls an endpoint has under way, in per cent of its share of the average; more go elsewhere",
            "Envoy's: off, a key stays where it is",
            BalancerKeys::balanceFactor);
    static final ConfigKey<Integer> MIN_RING = new ConfigKey<>(
            "hash.min-ring-size",
            "whole number",
            "1024",
            "1 to 8388608",
            "Points that the ring of ring-hash has at least, endpoints and weights permitting",
            "Envoy's",
            Parsers.integer(1, 8_388_608));
    static final ConfigKey<Integer> MAX_RING = new ConfigKey<>(
            "hash.max-ring-size",
            "whole number",
            "8388608",
            "1 to 8388608, not below hash.min-ring-size",
            "Points that it has at most",
            "Envoy's",
            Parsers.integer(1, 8_388_608));
    static final ConfigKey<Integer> TABLE = new ConfigKey<>(
            "hash.table-size",
            "whole number",
            "65537",
            "a prime from 2 to 5000011",
            "Places of the table of maglev",
            "Envoy's; a hundred for each of 655 endpoints",
            BalancerKeys::prime);
    static final ConfigKey<Duration> BLACKOUT = new ConfigKey<>(
            "orca.blackout",
            "duration",
            "10s",
            DURATIONS,
            "How long an endpoint has to report its load before orca believes it",
            "gRPC's: the first seconds of a process say little",
            Parsers::duration);
    static final ConfigKey<Duration> EXPIRY = new ConfigKey<>(
            "orca.expiry",
            "duration",
            "3m",
            POSITIVE_DURATIONS,
            "How long a report of load counts",
            "gRPC's",
            Parsers::positiveDuration);
    static final ConfigKey<Duration> UPDATE_PERIOD = new ConfigKey<>(
            "orca.update-period",
            "duration",
            "1s",
            "a duration of at least 100ms, such as 1s",
            "How often orca computes weights from the reports, beside the calls",
            "gRPC's",
            BalancerKeys::updatePeriod);
    static final ConfigKey<Double> ERROR_PENALTY = new ConfigKey<>(
            "orca.error-penalty",
            "number",
            "1.0",
            "0 to 100",
            "What the share of errors among the calls that an endpoint reports adds to its utilisation",
            "gRPC's: one that fails all its calls counts as full",
            Parsers.decimal(0, 100));
    static final ConfigKey<List<String>> METRICS = new ConfigKey<>(
            "orca.metrics",
            "list of names",
            "",
            "names of reported metrics, such as named_metrics.queue; several separated by commas",
            "Metrics whose highest value is the utilisation, if application_utilization is not reported; else it is the processor's",
            "servers name their metrics as they like",
            Parsers::list);
    static final ConfigKey<Integer> POOL = new ConfigKey<>(
            "prequal.pool-size",
            "whole number",
            "16",
            "2 to 64",
            "How many of the last reports of load prequal chooses among",
            "the paper's",
            Parsers.integer(2, 64));
    static final ConfigKey<Duration> MAX_AGE = new ConfigKey<>(
            "prequal.max-age",
            "duration",
            "1s",
            POSITIVE_DURATIONS,
            "How long a report counts; an idle endpoint without one gets a call to learn of it",
            "the paper's",
            Parsers::positiveDuration);
    static final ConfigKey<Double> HOT_QUANTILE = new ConfigKey<>(
            "prequal.hot-quantile",
            "number",
            "0.84",
            "0 to 1",
            "Endpoints with more calls in flight than this quantile of the reported numbers are hot, and the last choice",
            "the paper's, 2^-0.25",
            Parsers.decimal(0, 1));
    static final ConfigKey<String> PROBE_PATH = new ConfigKey<>(
            "prequal.probe-path",
            "path",
            "",
            "a path that begins with /, with or without a query; empty for no probes",
            "Where endpoints say their load when they are asked, beside what responses say",
            "few servers have one; reports that come with responses cost nothing",
            BalancerKeys::path);
    static final ConfigKey<Double> PROBES_PER_CALL = new ConfigKey<>(
            "prequal.probes-per-call",
            "number",
            "3",
            "0.01 to 10",
            "With probe-path, how many endpoints are asked beside each attempt, never waited for",
            "the paper's; less is enough where responses report as well",
            Parsers.decimal(0.01, 10));
    static final ConfigKey<Duration> PROBE_TIMEOUT = new ConfigKey<>(
            "prequal.probe-timeout",
            "duration",
            "100ms",
            POSITIVE_DURATIONS,
            "Time for one probe, the connection included",
            "the paper's 1 to 3 ms suit one building; who needs longer than this is not quick",
            Parsers::positiveDuration);

    /**
     * In the order in which the documentation shows them; {@link #BALANCER} stands among the first keys of a service.
     */
    static final List<ConfigKey<?>> ROWS = List.of(
            CHOICES,
            BIAS,
            HASH_KEY,
            BALANCE_FACTOR,
            MIN_RING,
            MAX_RING,
            TABLE,
            BLACKOUT,
            EXPIRY,
            UPDATE_PERIOD,
            ERROR_PENALTY,
            METRICS,
            POOL,
            MAX_AGE,
            HOT_QUANTILE,
            PROBE_PATH,
            PROBES_PER_CALL,
            PROBE_TIMEOUT);

    private BalancerKeys() {}

    private static List<HashSource> sources(String text) {
        return Parsers.list(text).stream().map(HashSource::parse).toList();
    }

    private static String path(String text) {
        if (!text.isEmpty() && !text.startsWith("/")) {
            throw new IllegalArgumentException("is '" + text + "', which does not begin with /");
        }
        return text;
    }

    private static int balanceFactor(String text) {
        int factor = Parsers.integer(0, 10_000).apply(text);
        if (factor > 0 && factor < 100) {
            throw new IllegalArgumentException("is '" + text + "', which leaves room for fewer calls than there are");
        }
        return factor;
    }

    private static int prime(String text) {
        int size = Parsers.integer(2, LARGEST_TABLE).apply(text);
        if (!BigInteger.valueOf(size).isProbablePrime(100)) {
            throw new IllegalArgumentException("is '" + text + "', which is no prime");
        }
        return size;
    }

    private static Duration updatePeriod(String text) {
        Duration period = Parsers.positiveDuration(text);
        if (period.toMillis() < 100) {
            throw new IllegalArgumentException("is '" + text + "', which is less than 100ms");
        }
        return period;
    }
}

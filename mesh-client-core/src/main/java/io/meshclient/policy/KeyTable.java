package io.meshclient.policy;

import static io.meshclient.policy.Parsers.DURATIONS;
import static io.meshclient.policy.Parsers.POSITIVE_DURATIONS;

import io.meshclient.endpoint.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one table of a service's keys: what properties, YAML files, the builder and the documentation know, they know from
 * here. Each row stands below {@code mesh.client.services.<name>.} and, unless it names the service itself, below {@code
 * mesh.client.defaults.}.
 */
public final class KeyTable {

    private static final Map<String, ConfigKey<?>> ROWS = new LinkedHashMap<>();

    /** Balancers of this version. */
    private static final List<String> BALANCERS = List.of("peak-ewma", "round-robin", "random");

    static final ConfigKey<List<Endpoint>> ENDPOINTS = row(
            "endpoints",
            "list of host:port",
            "",
            "host:port, several separated by commas; IPv6 as [::1]:8080",
            "The instances, when no registry names them",
            "nobody can guess them",
            Parsers::endpoints);
    static final ConfigKey<String> DISCOVERY = row(
            "discovery",
            "name, or list of names",
            "static",
            "static, or the name of a discovery on the class path or in the builder; several separated by commas",
            "Where the endpoints come from",
            "a list needs no registry",
            Parsers::names);
    static final ConfigKey<String> DISCOVERY_TARGET = row(
            "discovery-target",
            "text",
            "",
            "what the registry calls the service; empty for the service's name; one for each discovery if they differ",
            "The name to ask the registry for",
            "most registries know a service by its name",
            Parsers::names);
    static final ConfigKey<String> DISCOVERY_MODE = row(
            "discovery-mode",
            "prefer, merge or migrate",
            "prefer",
            "prefer (the first that has endpoints), merge (all together), migrate (discovery-percent for the last)",
            "What several discoveries are together",
            "a second registry is most often there for when the first has nothing",
            Parsers.oneOf("a mode", List.of("prefer", "merge", "migrate")));
    static final ConfigKey<Integer> DISCOVERY_PERCENT = row(
            "discovery-percent",
            "percentage",
            "0",
            "0 to 100",
            "With discovery-mode migrate, the last discovery's share of the calls",
            "a move begins when somebody says so",
            Parsers.integer(0, 100));
    static final ConfigKey<String> SCHEME = row(
            "scheme",
            "http or https",
            "http",
            "http, https",
            "The scheme of @MeshClient's base URL; on a wrapped client the URL as typed decides",
            "inside a cluster plain HTTP is the rule",
            Parsers.oneOf("a scheme", List.of("http", "https")));
    static final ConfigKey<List<String>> HOSTS = row(
            "hosts",
            "list of host names",
            "",
            "host names, several separated by commas",
            "Further logical hosts that mean this service",
            "the name alone is enough for most",
            Parsers::hosts);
    static final ConfigKey<String> BALANCER = row(
            "balancer",
            "name",
            "peak-ewma",
            String.join(", ", BALANCERS),
            "How an endpoint is chosen",
            "round robin cannot see that an endpoint is slow; two choices by peak EWMA can",
            Parsers.oneOf("a balancer of this version", BALANCERS));
    static final ConfigKey<Duration> CALL_TIMEOUT = row(
            "call-timeout",
            "duration",
            "15s",
            DURATIONS,
            "Time for the whole call up to the final response's headers: attempts, waits, redirects",
            "Envoy's route timeout, without cutting streams",
            Parsers::duration);
    static final ConfigKey<Boolean> CALL_TIMEOUT_COVERS_BODY = row(
            "call-timeout-covers-body",
            "boolean",
            "false",
            "true, false",
            "Whether call-timeout covers the response body too",
            "a long download or a stream is no failure",
            Parsers::bool);
    static final ConfigKey<Duration> PER_TRY_TIMEOUT = row(
            "per-try-timeout",
            "duration",
            "0",
            DURATIONS,
            "Time for one attempt up to its response headers",
            "a wrong guess would double the load of a slow service",
            Parsers::duration);
    static final ConfigKey<@Nullable Duration> CONNECT_TIMEOUT = row(
            "connect-timeout",
            "duration",
            "",
            DURATIONS + "; empty for the wrapped client's own, or 1s if that is OkHttp's default",
            "Time for TCP and TLS of a new connection",
            "connections inside a data centre are quick, or not to be had",
            text -> text.isEmpty() ? null : Parsers.duration(text));
    static final ConfigKey<Integer> MAX_CONCURRENT_CALLS = row(
            "max-concurrent-calls",
            "whole number",
            "1024",
            "0 (no limit) to 1000000",
            "Calls of this service that may be under way at once, bodies included; more are refused",
            "Envoy's threshold",
            Parsers.integer(0, 1_000_000));
    static final ConfigKey<Integer> PANIC_THRESHOLD = row(
            "panic-threshold",
            "percentage",
            "50",
            "0 (off) to 100",
            "Below this share of healthy endpoints, health and ejection are no longer believed",
            "Envoy's: when most are bad, the few good ones would drown",
            Parsers.integer(0, 100));
    static final ConfigKey<Duration> EMPTY_GUARD = row(
            "empty-guard",
            "duration",
            "30s",
            DURATIONS,
            "How long a registry's empty answer is held back while the old endpoints still work",
            "an empty list is more often a registry's fault than the truth",
            Parsers::duration);
    static final ConfigKey<Boolean> RETRY_ENABLED = row(
            "retry.enabled",
            "boolean",
            "true",
            "true, false",
            "Whether failed attempts are retried",
            "one bad instance must not be the caller's problem",
            Parsers::bool);
    static final ConfigKey<Integer> RETRY_MAX_RETRIES = row(
            "retry.max-retries",
            "whole number",
            "2",
            "0 to 10 (retries, not attempts)",
            "Attempts beyond the first",
            "with three instances, each is asked at most once",
            Parsers.integer(0, 10));
    static final ConfigKey<Set<RetryOn>> RETRY_ON = row(
            "retry.on",
            "list of conditions",
            "connect-failure,refused-stream,reset,stale-connection,gateway-error,rate-limited",
            String.join(", ", RetryOn.tokens()),
            "The failures that are retried, where replaying the request is safe",
            "what another instance may well answer; a plain 500 would most likely be one there too",
            Parsers::retryOn);
    static final ConfigKey<Set<String>> RETRY_METHODS = row(
            "retry.methods",
            "list of methods",
            "GET,HEAD,OPTIONS,TRACE,PUT,DELETE",
            "HTTP methods, several separated by commas",
            "Methods whose requests may be sent again even if they may have been processed",
            "the idempotent methods of RFC 9110; a re-sent POST pays twice",
            Parsers::methods);
    static final ConfigKey<Duration> RETRY_BASE = row(
            "retry.base",
            "duration",
            "25ms",
            DURATIONS,
            "Upper bound of the first back-off; it doubles with each retry",
            "Envoy's",
            Parsers::duration);
    static final ConfigKey<Duration> RETRY_MAX = row(
            "retry.max",
            "duration",
            "250ms",
            DURATIONS,
            "Upper bound of every back-off; not of a Retry-After, which counts up to 300 s",
            "Envoy's: ten times the base",
            Parsers::duration);
    static final ConfigKey<Boolean> BUDGET_ENABLED = row(
            "retry.budget.enabled",
            "boolean",
            "true",
            "true, false",
            "Whether a budget bounds the retries of all calls together",
            "an outage must not be amplified",
            Parsers::bool);
    static final ConfigKey<Double> BUDGET_RATIO = row(
            "retry.budget.ratio",
            "number",
            "0.2",
            "0 to 10",
            "Retries that one call earns",
            "Finagle's and Envoy's 20 %",
            Parsers.decimal(0, 10));
    static final ConfigKey<Double> BUDGET_RESERVE = row(
            "retry.budget.reserve",
            "number",
            "10",
            "0 to 100000",
            "Retries a second that are there without any calls",
            "Finagle's: thin traffic could not retry otherwise",
            Parsers.decimal(0, 100_000));
    static final ConfigKey<Duration> BUDGET_TTL = row(
            "retry.budget.ttl",
            "duration",
            "10s",
            POSITIVE_DURATIONS,
            "How long a call's deposit lives",
            "Finagle's",
            Parsers::positiveDuration);
    static final ConfigKey<Boolean> OUTLIER_ENABLED = row(
            "outlier.enabled",
            "boolean",
            "true",
            "true, false",
            "Whether endpoints are ejected for their failures",
            "passive health is the only health that costs nothing",
            Parsers::bool);
    static final ConfigKey<Integer> OUTLIER_CONSECUTIVE = row(
            "outlier.consecutive-failures",
            "whole number",
            "5",
            "0 (never) to 1000000",
            "Failures in a row (5xx, or no response) that eject an endpoint",
            "Envoy's",
            Parsers.integer(0, 1_000_000));
    static final ConfigKey<Duration> OUTLIER_BASE = row(
            "outlier.base-ejection-time",
            "duration",
            "30s",
            POSITIVE_DURATIONS,
            "Length of the first ejection; the n-th in a row lasts n times as long",
            "Envoy's",
            Parsers::positiveDuration);
    static final ConfigKey<Duration> OUTLIER_MAX = row(
            "outlier.max-ejection-time",
            "duration",
            "300s",
            POSITIVE_DURATIONS,
            "The longest ejection",
            "Envoy's",
            Parsers::positiveDuration);
    static final ConfigKey<Duration> OUTLIER_JITTER = row(
            "outlier.ejection-jitter",
            "duration",
            "1s",
            DURATIONS,
            "Up to this much is added to an ejection at random",
            "a thousand callers must not come back at once",
            Parsers::duration);
    static final ConfigKey<Integer> OUTLIER_PERCENT = row(
            "outlier.max-ejection-percent",
            "percentage",
            "50",
            "0 to 100",
            "Share of the endpoints that may be ejected at once; one always may, the last never",
            "Envoy's 10 % ejects nothing in clusters under ten",
            Parsers.integer(0, 100));
    static final ConfigKey<Duration> HOLD_OFF = row(
            "outlier.hold-off",
            "duration",
            "1s",
            DURATIONS,
            "How long an endpoint is skipped after a connection to it failed; then one call probes it",
            "a restarting instance refuses at once, and is back soon",
            Parsers::duration);
    static final ConfigKey<Duration> HOLD_OFF_MAX = row(
            "outlier.max-hold-off",
            "duration",
            "60s",
            DURATIONS,
            "The longest such time; it doubles with each failed probe",
            "a machine that is gone must not cost a probe a second for ever",
            Parsers::duration);
    static final ConfigKey<Boolean> BREAKER_ENABLED = row(
            "breaker.enabled",
            "boolean",
            "false",
            "true, false",
            "Whether the service as a whole has a circuit breaker",
            "one bad instance must not close the door to all; outlier detection looks at each alone",
            Parsers::bool);
    static final ConfigKey<Double> BREAKER_RATE = row(
            "breaker.failure-rate-threshold",
            "percentage",
            "50",
            "1 to 100",
            "Share of failures at which it opens",
            "Resilience4j's",
            Parsers.decimal(1, 100));
    static final ConfigKey<Integer> BREAKER_WINDOW = row(
            "breaker.window-size",
            "whole number",
            "100",
            "1 to 1000000",
            "How many attempts are remembered",
            "Resilience4j's",
            Parsers.integer(1, 1_000_000));
    static final ConfigKey<Integer> BREAKER_MINIMUM = row(
            "breaker.minimum-calls",
            "whole number",
            "100",
            "1 to 1000000",
            "Attempts needed before it may open",
            "Resilience4j's",
            Parsers.integer(1, 1_000_000));
    static final ConfigKey<Duration> BREAKER_OPEN_TIME = row(
            "breaker.open-time",
            "duration",
            "60s",
            POSITIVE_DURATIONS,
            "How long it stays open before it lets a few calls through",
            "Resilience4j's",
            Parsers::positiveDuration);
    static final ConfigKey<Integer> BREAKER_HALF_OPEN = row(
            "breaker.half-open-calls",
            "whole number",
            "10",
            "1 to 10000",
            "Attempts let through after that, to see whether it may close",
            "Resilience4j's",
            Parsers.integer(1, 10_000));

    /** Keys that name one service and so cannot be defaults of all. */
    private static final Set<String> OF_ONE_SERVICE = Set.of("endpoints", "hosts", "discovery-target");

    private KeyTable() {}

    private static <T extends @Nullable Object> ConfigKey<T> row(
            String name,
            String kind,
            String defaultText,
            String allowed,
            String meaning,
            String reason,
            Function<String, T> parser) {
        ConfigKey<T> key = new ConfigKey<>(name, kind, defaultText, allowed, meaning, reason, parser);
        ROWS.put(name, key);
        return key;
    }

    /**
     * All rows.
     *
     * @return in the order in which the documentation shows them
     */
    public static List<ConfigKey<?>> rows() {
        return List.copyOf(new ArrayList<>(ROWS.values()));
    }

    /**
     * A row by its name.
     *
     * @param name such as {@code retry.max-retries}
     * @return the row, or null
     */
    public static @Nullable ConfigKey<?> find(String name) {
        return ROWS.get(name);
    }

    /**
     * Whether a key may also stand below {@code mesh.client.defaults}.
     *
     * @param name such as {@code retry.max-retries}
     * @return false for what names one service
     */
    public static boolean inheritable(String name) {
        return !OF_ONE_SERVICE.contains(name);
    }

    static Iterable<String> names() {
        return ROWS.keySet();
    }
}

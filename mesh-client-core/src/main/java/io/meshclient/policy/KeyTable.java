package io.meshclient.policy;

import static io.meshclient.policy.Parsers.DURATIONS;

import io.meshclient.endpoint.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one table of a service's keys: what properties, YAML files, the builder and the documentation know, they know from
 * here. Each row stands below {@code mesh.client.services.<name>.} and, unless it names the service itself, below {@code
 * mesh.client.defaults.}.
 */
public final class KeyTable {

    static final ConfigKey<List<Endpoint>> ENDPOINTS = new ConfigKey<>(
            "endpoints",
            "list of host:port",
            "",
            "host:port, several separated by commas; IPv6 as [::1]:8080",
            "The instances, when no registry names them",
            "nobody can guess them",
            Parsers::endpoints);
    static final ConfigKey<String> DISCOVERY = new ConfigKey<>(
            "discovery",
            "name, or list of names",
            "static",
            "static, or the name of a discovery on the class path or in the builder; several separated by commas",
            "Where the endpoints come from",
            "a list needs no registry",
            Parsers::names);
    static final ConfigKey<String> DISCOVERY_TARGET = new ConfigKey<>(
            "discovery-target",
            "text",
            "",
            "what the registry calls the service; empty for the service's name; one for each discovery if they differ",
            "The name to ask the registry for",
            "most registries know a service by its name",
            Parsers::names);
    static final ConfigKey<String> DISCOVERY_MODE = new ConfigKey<>(
            "discovery-mode",
            "prefer, merge or migrate",
            "prefer",
            "prefer (the first that has endpoints), merge (all together), migrate (discovery-percent for the last)",
            "What several discoveries are together",
            "a second registry is most often there for when the first has nothing",
            Parsers.oneOf("a mode", List.of("prefer", "merge", "migrate")));
    static final ConfigKey<Integer> DISCOVERY_PERCENT = new ConfigKey<>(
            "discovery-percent",
            "percentage",
            "0",
            "0 to 100",
            "With discovery-mode migrate, the last discovery's share of the calls",
            "a move begins when somebody says so",
            Parsers.integer(0, 100));
    static final ConfigKey<String> SCHEME = new ConfigKey<>(
            "scheme",
            "http or https",
            "http",
            "http, https",
            "The scheme of @MeshClient's base URL; on a wrapped client the URL as typed decides",
            "inside a cluster plain HTTP is the rule",
            Parsers.oneOf("a scheme", List.of("http", "https")));
    static final ConfigKey<List<String>> HOSTS = new ConfigKey<>(
            "hosts",
            "list of host names",
            "",
            "host names, several separated by commas",
            "Further logical hosts that mean this service",
            "the name alone is enough for most",
            Parsers::hosts);
    static final ConfigKey<Duration> CALL_TIMEOUT = new ConfigKey<>(
            "call-timeout",
            "duration",
            "15s",
            DURATIONS,
            "Time for the whole call up to the final response's headers: attempts, waits, redirects",
            "Envoy's route timeout, without cutting streams",
            Parsers::duration);
    static final ConfigKey<Boolean> CALL_TIMEOUT_COVERS_BODY = new ConfigKey<>(
            "call-timeout-covers-body",
            "boolean",
            "false",
            "true, false",
            "Whether call-timeout covers the response body too",
            "a long download or a stream is no failure",
            Parsers::bool);
    static final ConfigKey<Duration> PER_TRY_TIMEOUT = new ConfigKey<>(
            "per-try-timeout",
            "duration",
            "0",
            DURATIONS,
            "Time for one attempt up to its response headers",
            "a wrong guess would double the load of a slow service",
            Parsers::duration);
    static final ConfigKey<@Nullable Duration> CONNECT_TIMEOUT = new ConfigKey<>(
            "connect-timeout",
            "duration",
            "",
            DURATIONS + "; empty for the wrapped client's own, or 1s if that is OkHttp's default",
            "Time for TCP and TLS of a new connection",
            "connections inside a data centre are quick, or not to be had",
            text -> text.isEmpty() ? null : Parsers.duration(text));
    static final ConfigKey<Integer> MAX_CONCURRENT_CALLS = new ConfigKey<>(
            "max-concurrent-calls",
            "whole number",
            "1024",
            "0 (no limit) to 1000000",
            "Calls of this service that may be under way at once, bodies included; more are refused",
            "Envoy's threshold",
            Parsers.integer(0, 1_000_000));
    static final ConfigKey<Integer> PANIC_THRESHOLD = new ConfigKey<>(
            "panic-threshold",
            "percentage",
            "50",
            "0 (off) to 100",
            "Below this share of healthy endpoints of a priority, health and ejection are no longer believed in it",
            "Envoy's: when most are bad, the few good ones would drown",
            Parsers.integer(0, 100));
    static final ConfigKey<Boolean> FAIL_ON_PANIC = new ConfigKey<>(
            "fail-on-panic",
            "boolean",
            "false",
            "true, false",
            "Whether calls are refused, instead of spread over all endpoints, when too few are healthy",
            "an endpoint that is thought to be bad may still answer; a refusal never does",
            Parsers::bool);
    static final ConfigKey<Duration> EMPTY_GUARD = new ConfigKey<>(
            "empty-guard",
            "duration",
            "30s",
            DURATIONS,
            "How long a registry's empty answer is held back while the old endpoints still work",
            "an empty list is more often a registry's fault than the truth",
            Parsers::duration);

    /** All rows by name, in the order in which the documentation shows them. */
    private static final Map<String, ConfigKey<?>> ROWS = byName(
            List.of(
                    ENDPOINTS,
                    DISCOVERY,
                    DISCOVERY_TARGET,
                    DISCOVERY_MODE,
                    DISCOVERY_PERCENT,
                    SCHEME,
                    HOSTS,
                    BalancerKeys.BALANCER,
                    CALL_TIMEOUT,
                    CALL_TIMEOUT_COVERS_BODY,
                    PER_TRY_TIMEOUT,
                    CONNECT_TIMEOUT,
                    MAX_CONCURRENT_CALLS,
                    PANIC_THRESHOLD,
                    FAIL_ON_PANIC,
                    EMPTY_GUARD),
            BalancerKeys.ROWS,
            DeadlineKeys.ROWS,
            RetryKeys.ROWS,
            RetryRuleKeys.ROWS,
            HedgeKeys.ROWS,
            OutlierKeys.ROWS,
            OutlierRuleKeys.ROWS,
            LinkerdKeys.ROWS,
            HealthCheckKeys.ROWS,
            SlowStartKeys.ROWS,
            BreakerKeys.ROWS,
            LimitKeys.ROWS,
            LimitNumbers.ROWS,
            AdmissionKeys.ROWS,
            RateLimitKeys.ROWS,
            PriorityKeys.ROWS,
            LocalityKeys.ROWS,
            SubsetKeys.ROWS,
            SubsettingKeys.ROWS,
            ConnectionKeys.ROWS);

    /** Keys that name one service and so cannot be defaults of all. */
    private static final Set<String> OF_ONE_SERVICE = Set.of("endpoints", "hosts", "discovery-target");

    private KeyTable() {}

    @SafeVarargs
    private static Map<String, ConfigKey<?>> byName(List<ConfigKey<?>>... parts) {
        Map<String, ConfigKey<?>> rows = new LinkedHashMap<>();
        for (List<ConfigKey<?>> part : parts) {
            part.forEach(key -> rows.put(key.name(), key));
        }
        return rows;
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

package io.meshclient.policy;

import static io.meshclient.policy.Parsers.DURATIONS;
import static io.meshclient.policy.Parsers.POSITIVE_DURATIONS;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Keys of active health checks: {@code health-check.*}. A part of the {@link KeyTable}. */
final class HealthCheckKeys {

    static final ConfigKey<HealthCheckType> TYPE = new ConfigKey<>(
            "health-check.type",
            "none, http, tcp or grpc",
            "none",
            "none, http, tcp, grpc",
            "How endpoints are checked, beside what calls show",
            "calls check for nothing; what is checked has to be known",
            HealthCheckType::parse);
    static final ConfigKey<String> PATH = new ConfigKey<>(
            "health-check.path",
            "path",
            "/",
            "a path that begins with /, with or without a query",
            "With type http, what is asked for",
            "every server has one",
            HealthCheckKeys::path);
    static final ConfigKey<String> METHOD = new ConfigKey<>(
            "health-check.method",
            "HTTP method",
            "GET",
            "GET, HEAD, OPTIONS, POST",
            "With type http, how it is asked",
            "Envoy's",
            HealthCheckKeys::method);
    static final ConfigKey<String> SCHEME = new ConfigKey<>(
            "health-check.scheme",
            "http or https",
            "",
            "http, https; empty for the service's scheme",
            "Whether checks are encrypted",
            "the service's calls are, or are not",
            HealthCheckKeys::scheme);
    static final ConfigKey<String> HOST = new ConfigKey<>(
            "health-check.host",
            "host name",
            "",
            "a host name; empty for the service's name",
            "The Host header, :authority and TLS name of checks",
            "what calls send",
            HealthCheckKeys::host);
    static final ConfigKey<List<String>> HEADERS = new ConfigKey<>(
            "health-check.headers",
            "list of headers",
            "",
            "name: value, several separated by commas",
            "Headers of checks; of type http and grpc",
            "most need none",
            HealthCheckKeys::headers);
    static final ConfigKey<List<StatusRange>> STATUSES = new ConfigKey<>(
            "health-check.expected-statuses",
            "list of statuses",
            "200",
            "statuses and ranges of them such as 200-299, several separated by commas",
            "With type http, the statuses of a healthy endpoint",
            "Envoy's",
            StatusRange::parse);
    static final ConfigKey<String> SERVICE = new ConfigKey<>(
            "health-check.grpc-service",
            "text",
            "",
            "the name of a gRPC service; empty for the server as a whole",
            "With type grpc, whose health is asked",
            "most servers know only the whole",
            text -> text);
    static final ConfigKey<Duration> INTERVAL = new ConfigKey<>(
            "health-check.interval",
            "duration",
            "10s",
            POSITIVE_DURATIONS,
            "Time between two checks of a healthy endpoint",
            "often enough beside what calls show, and cheap",
            Parsers::positiveDuration);
    static final ConfigKey<Duration> JITTER = new ConfigKey<>(
            "health-check.interval-jitter",
            "duration",
            "1s",
            DURATIONS,
            "Up to this much is added at random to each such time",
            "a thousand callers must not ask at once",
            Parsers::duration);
    static final ConfigKey<Duration> UNHEALTHY_INTERVAL = new ConfigKey<>(
            "health-check.unhealthy-interval",
            "duration",
            "2s",
            POSITIVE_DURATIONS,
            "Time between two checks of an endpoint that is not healthy",
            "who is back should get calls soon",
            Parsers::positiveDuration);
    static final ConfigKey<Duration> SPREAD = new ConfigKey<>(
            "health-check.initial-spread",
            "duration",
            "1s",
            DURATIONS,
            "Endpoints get their first check within this time, at random",
            "a thousand first checks must not come at once",
            Parsers::duration);
    static final ConfigKey<Duration> TIMEOUT = new ConfigKey<>(
            "health-check.timeout",
            "duration",
            "1s",
            POSITIVE_DURATIONS,
            "Time for one check, the connection included",
            "who needs longer is not healthy",
            Parsers::positiveDuration);
    static final ConfigKey<Integer> HEALTHY = new ConfigKey<>(
            "health-check.healthy-threshold",
            "whole number",
            "2",
            "1 to 1000",
            "Good checks in a row that make an unhealthy endpoint healthy; its first check decides alone",
            "Envoy's samples have 1 to 2; one may be luck",
            Parsers.integer(1, 1000));
    static final ConfigKey<Integer> UNHEALTHY = new ConfigKey<>(
            "health-check.unhealthy-threshold",
            "whole number",
            "3",
            "1 to 1000",
            "Failed checks in a row that make a healthy endpoint unhealthy; its first check decides alone",
            "one may be bad luck",
            Parsers.integer(1, 1000));

    /** In the order in which the documentation shows them. */
    static final List<ConfigKey<?>> ROWS = List.of(
            TYPE,
            PATH,
            METHOD,
            SCHEME,
            HOST,
            HEADERS,
            STATUSES,
            SERVICE,
            INTERVAL,
            JITTER,
            UNHEALTHY_INTERVAL,
            SPREAD,
            TIMEOUT,
            HEALTHY,
            UNHEALTHY);

    private HealthCheckKeys() {}

    static String path(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("does not begin with /");
        }
        return text;
    }

    static String method(String text) {
        return Parsers.oneOf("a method of checks", List.of("get", "head", "options", "post"))
                .apply(text)
                .toUpperCase(Locale.ROOT);
    }

    static String scheme(String text) {
        return text.isEmpty()
                ? ""
                : Parsers.oneOf("a scheme", List.of("http", "https")).apply(text);
    }

    static String host(String text) {
        return text.isEmpty() ? "" : ServiceNames.checkHost(text);
    }

    static List<String> headers(String text) {
        List<String> headers = Parsers.list(text);
        for (String header : headers) {
            if (!header.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+:[ \\t]*[\\x20-\\x7e]*")) {
                throw new IllegalArgumentException("has '" + header + "', which is not name: value");
            }
        }
        return headers;
    }
}

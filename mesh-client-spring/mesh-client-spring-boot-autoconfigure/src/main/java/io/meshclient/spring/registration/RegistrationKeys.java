package io.meshclient.spring.registration;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.policy.ConfigKey;
import io.meshclient.policy.Parsers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The properties below {@code mesh.client.registration.}, without {@code metadata.*} and those of the connection. */
final class RegistrationKeys {

    static final String PREFIX = "mesh.client.registration.";
    static final String METADATA = "metadata.";

    static final String CONSUL = "consul";
    static final String EUREKA = "eureka";

    private static final List<String> REGISTRIES = List.of(CONSUL, EUREKA);

    /** Consul takes nothing shorter. */
    private static final Duration LEAST_CRITICAL = Duration.ofMinutes(1);

    private static final List<ConfigKey<?>> TABLE = new ArrayList<>();

    static final ConfigKey<Optional<String>> REGISTRY = row(
            "registry",
            "word",
            "",
            String.join(", ", REGISTRIES),
            "Where this service registers itself: consul or eureka; nowhere if it is not set",
            "Kubernetes and DNS need no registration",
            optional(Parsers.oneOf("a registry", REGISTRIES)));
    static final ConfigKey<Optional<String>> SERVICE_NAME = row(
            "service-name",
            "name",
            "",
            "letters, digits, '-', '_' and '.'",
            "The name of the service in the registry",
            "spring.application.name says it already",
            optional(RegistrationKeys::name));
    static final ConfigKey<Optional<String>> INSTANCE_ID = row(
            "instance-id",
            "name",
            "",
            "letters, digits, '-', '_', '.' and ':'",
            "What tells this instance from others of the service",
            "service, host, port and eight random characters: unique for each process, and the same as long as it runs",
            optional(RegistrationKeys::id));
    static final ConfigKey<Optional<String>> HOST = row(
            "host",
            "host",
            "",
            "an IP address or a name that callers can reach, without a port",
            "Where callers find this instance",
            "server.address if it names one, else the first address of this machine that is not its loopback, else that",
            optional(RegistrationKeys::host));
    static final ConfigKey<Optional<Integer>> PORT = row(
            "port",
            "number",
            "",
            "1 to 65535",
            "The port that callers use",
            "the one on which the web server really listens, random ones included",
            optional(Parsers.integer(1, 65_535)));
    static final ConfigKey<Optional<Boolean>> SECURE = row(
            "secure",
            "boolean",
            "",
            "true, false",
            "Whether callers speak TLS to that port",
            "true where server.ssl.* has a bundle, a key store or a certificate",
            optional(Parsers::bool));
    static final ConfigKey<Integer> WEIGHT = row(
            "weight",
            "number",
            "1",
            "1 to " + Endpoint.MAX_WEIGHT,
            "This instance's share of the calls, beside those of the others",
            "all are alike",
            Parsers.integer(1, Endpoint.MAX_WEIGHT));
    static final ConfigKey<String> ZONE = row(
            "zone",
            "text",
            "",
            "any text",
            "The zone that this instance runs in, written as the metadata zone",
            "it is not known here",
            Function.identity());
    static final ConfigKey<List<String>> TAGS = row(
            "tags",
            "list of text",
            "",
            "texts without commas",
            "Consul's tags; in Eureka the metadata tags, joined by commas",
            "there are none",
            Parsers::list);
    static final ConfigKey<Duration> DRAIN_DELAY = row(
            "drain-delay",
            "duration",
            "5s",
            Parsers.DURATIONS,
            "How long this instance goes on answering after it was deregistered, before the web server stops",
            "callers that are pushed hear of it within a second, and it ends before Docker's 10 s are over; callers that"
                    + " poll Eureka need up to a minute",
            Parsers::duration);
    static final ConfigKey<Optional<Duration>> TTL = row(
            "ttl",
            "duration",
            "",
            "1s to 365d",
            "How long the registry believes in this instance without a heartbeat",
            "30s with Consul, 90s with Eureka, as in the field; three times heartbeat-interval where that is set",
            optional(RegistrationKeys::atLeastASecond));
    static final ConfigKey<Optional<Duration>> HEARTBEAT_INTERVAL = row(
            "heartbeat-interval",
            "duration",
            "",
            "a duration above zero and below ttl",
            "How often a heartbeat is sent",
            "a third of ttl, so that two may be lost: 10s with Consul, 30s with Eureka",
            optional(Parsers::positiveDuration));
    static final ConfigKey<Duration> DEREGISTER_CRITICAL_AFTER = row(
            "deregister-critical-after",
            "duration",
            "10m",
            "1m to 365d; 0 for never",
            "After how long without heartbeats Consul removes the entry; Eureka does it by ttl",
            "an instance that was killed must not stay for ever, and one that is only cut off comes back by itself",
            RegistrationKeys::critical);

    /** All of them, those of the connections too, in the order of the documentation. */
    static final List<ConfigKey<?>> ROWS = all();

    private RegistrationKeys() {}

    private static <T> ConfigKey<T> row(
            String name,
            String kind,
            String fallback,
            String allowed,
            String meaning,
            String reason,
            Function<String, T> parser) {
        ConfigKey<T> key = new ConfigKey<>(name, kind, fallback, allowed, meaning, reason, parser);
        TABLE.add(key);
        return key;
    }

    private static List<ConfigKey<?>> all() {
        List<ConfigKey<?>> all = new ArrayList<>(TABLE);
        ConnectionKeys.CONSUL.forEach(key -> all.add(below(CONSUL, key)));
        ConnectionKeys.EUREKA.forEach(key -> all.add(below(EUREKA, key)));
        return List.copyOf(all);
    }

    private static <T> ConfigKey<T> below(String registry, ConfigKey<T> key) {
        return new ConfigKey<>(
                registry + "." + key.name(),
                key.kind(),
                key.defaultText(),
                key.allowed(),
                key.meaning(),
                key.reason(),
                key.secret(),
                key.parser());
    }

    static <T> Function<String, Optional<T>> optional(Function<String, T> parser) {
        return text -> text.isEmpty() ? Optional.empty() : Optional.of(parser.apply(text));
    }

    /** As it is written into URLs and DNS; what Spring applications are called in practice. */
    static String name(String text) {
        return only(text, "-_.");
    }

    private static String id(String text) {
        return only(text, "-_.:");
    }

    private static String only(String text, String others) {
        boolean fits = text.chars()
                .allMatch(c -> c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || isDigit(c) || others.indexOf(c) >= 0);
        if (!fits || !text.chars().anyMatch(c -> others.indexOf(c) < 0)) {
            throw new IllegalArgumentException("has a character that is not allowed, or nothing else");
        }
        return text;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static String host(String text) {
        String host = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        if (host.equals("0.0.0.0") || host.equals("::")) {
            throw new IllegalArgumentException("is an address to listen on, and none that can be called");
        }
        if (host.indexOf(':') >= 0 && host.indexOf(':') == host.lastIndexOf(':')) {
            throw new IllegalArgumentException("has a port, which has a key of its own");
        }
        return Endpoint.builder(host, 1).build().host();
    }

    private static Duration atLeastASecond(String text) {
        Duration value = Parsers.duration(text);
        if (value.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("is shorter than 1 s");
        }
        return value;
    }

    private static Duration critical(String text) {
        Duration value = Parsers.duration(text);
        if (!value.isZero() && value.compareTo(LEAST_CRITICAL) < 0) {
            throw new IllegalArgumentException("is shorter than the minute that Consul takes at least");
        }
        return value;
    }
}

package io.meshclient.spring.registration;

import io.meshclient.policy.ConfigKey;
import io.meshclient.policy.Parsers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import okhttp3.HttpUrl;

/**
 * How a registry is reached: keys below {@code mesh.client.registration.consul.} and {@code .eureka.}, for which those of the
 * same name below {@code mesh.client.discovery.} stand in. Names and defaults are the discoveries'.
 */
final class ConnectionKeys {

    private static final List<ConfigKey<?>> CONSUL_TABLE = new ArrayList<>();
    private static final List<ConfigKey<?>> EUREKA_TABLE = new ArrayList<>();

    private static final String PATHS = "the path of a file; empty for none";

    static final ConfigKey<HttpUrl> CONSUL_URL = add(
            CONSUL_TABLE,
            "url",
            "http://127.0.0.1:8500",
            "http or https, a host, perhaps a port and a path",
            "The address of the HTTP API of the agent that keeps this instance",
            ConnectionKeys::url);
    static final ConfigKey<String> CONSUL_TOKEN = secret(
            CONSUL_TABLE,
            "token",
            "",
            "visible ASCII characters",
            "The ACL token, whose rules need service:write",
            ConnectionKeys::token);
    static final ConfigKey<String> CONSUL_TOKEN_FILE = add(
            CONSUL_TABLE,
            "token-file",
            "",
            PATHS,
            "Where the ACL token is read from, again for each request",
            Function.identity());
    static final ConfigKey<String> CONSUL_NAMESPACE = add(
            CONSUL_TABLE,
            "namespace",
            "",
            "a namespace; empty for none",
            "The namespace (Consul Enterprise)",
            Function.identity());
    static final ConfigKey<String> CONSUL_PARTITION = add(
            CONSUL_TABLE,
            "partition",
            "",
            "an admin partition; empty for none",
            "The admin partition (Consul Enterprise)",
            Function.identity());
    static final ConfigKey<String> CONSUL_CA_FILE = authorities(CONSUL_TABLE);
    static final ConfigKey<Duration> CONSUL_CONNECT_TIMEOUT = connectTimeout(CONSUL_TABLE);
    static final ConfigKey<Duration> CONSUL_TIMEOUT = answerTimeout(CONSUL_TABLE, "answer-timeout");

    static final ConfigKey<List<EurekaServer>> EUREKA_URLS = secret(
            EUREKA_TABLE,
            "urls",
            "http://localhost:8761/eureka",
            "http or https URLs between commas, each up to and with /eureka; user:password@ may stand in them",
            "The servers, in the order in which they are tried; the one that works is kept until it fails",
            EurekaServer::parseAll);
    static final ConfigKey<String> EUREKA_USERNAME = add(
            EUREKA_TABLE,
            "username",
            "",
            "any text",
            "The user, by basic authentication, for URLs that name none",
            Function.identity());
    static final ConfigKey<String> EUREKA_PASSWORD =
            secret(EUREKA_TABLE, "password", "", "any text", "The user's password", Function.identity());
    static final ConfigKey<String> EUREKA_PASSWORD_FILE = add(
            EUREKA_TABLE,
            "password-file",
            "",
            PATHS,
            "A file with the password, read before every request",
            Function.identity());
    static final ConfigKey<String> EUREKA_CA_FILE = authorities(EUREKA_TABLE);
    static final ConfigKey<Duration> EUREKA_CONNECT_TIMEOUT = connectTimeout(EUREKA_TABLE);
    static final ConfigKey<Duration> EUREKA_TIMEOUT = answerTimeout(EUREKA_TABLE, "timeout");

    static final List<ConfigKey<?>> CONSUL = List.copyOf(CONSUL_TABLE);
    static final List<ConfigKey<?>> EUREKA = List.copyOf(EUREKA_TABLE);

    private ConnectionKeys() {}

    /** The keys of a registry. */
    static List<ConfigKey<?>> of(String registry) {
        return registry.equals(RegistrationKeys.CONSUL) ? CONSUL : EUREKA;
    }

    private static ConfigKey<String> authorities(List<ConfigKey<?>> table) {
        return add(
                table,
                "ca-file",
                "",
                PATHS,
                "Whom to trust over https, in place of what the JVM trusts: certificates in PEM form",
                Function.identity());
    }

    private static ConfigKey<Duration> connectTimeout(List<ConfigKey<?>> table) {
        return add(
                table,
                "connect-timeout",
                "2s",
                Parsers.POSITIVE_DURATIONS,
                "Time for a new connection",
                Parsers::positiveDuration);
    }

    private static ConfigKey<Duration> answerTimeout(List<ConfigKey<?>> table, String name) {
        return add(table, name, "8s", Parsers.POSITIVE_DURATIONS, "Time for a whole answer", Parsers::positiveDuration);
    }

    private static <T> ConfigKey<T> add(
            List<ConfigKey<?>> table,
            String name,
            String fallback,
            String allowed,
            String meaning,
            Function<String, T> parser) {
        ConfigKey<T> key = new ConfigKey<>(name, "text", fallback, allowed, meaning, "the discovery's", parser);
        table.add(key);
        return key;
    }

    private static <T> ConfigKey<T> secret(
            List<ConfigKey<?>> table,
            String name,
            String fallback,
            String allowed,
            String meaning,
            Function<String, T> parser) {
        ConfigKey<T> key = new ConfigKey<>(name, "text", fallback, allowed, meaning, "the discovery's", true, parser);
        table.add(key);
        return key;
    }

    private static HttpUrl url(String text) {
        HttpUrl url = HttpUrl.parse(text);
        if (url == null) {
            throw new IllegalArgumentException("is no http or https URL");
        }
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            throw new IllegalArgumentException("has a user or a password, which Consul does not know; see token");
        }
        if (url.query() != null || url.fragment() != null) {
            throw new IllegalArgumentException("has a query or a fragment");
        }
        return url;
    }

    /** Says nothing of the value: it is a secret. */
    static String token(String text) {
        if (!text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("has a character that cannot stand in a header");
        }
        return text;
    }
}

package io.meshclient.discovery.zookeeper;

import io.meshclient.policy.ConfigKey;
import io.meshclient.policy.Parsers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The properties below {@code mesh.client.discovery.zookeeper.}: what code, documentation and editors know, is from here. */
final class ZooKeeperKeys {

    static final String PREFIX = "mesh.client.discovery.zookeeper.";

    private static final List<ConfigKey<?>> TABLE = new ArrayList<>();

    private static final String BOOLEANS = "true, false";
    private static final Duration LONGEST = Duration.ofHours(1);

    static final ConfigKey<String> CONNECT = row(
            "connect",
            "list of host:port",
            "localhost:2181",
            "host:port, several separated by commas, perhaps a chroot behind the last: zk1:2181,zk2:2181/prod",
            "The servers of the ensemble, and the node that is the root for this client",
            "where a server on the same machine listens",
            ZooKeeperParsers::connect);
    static final ConfigKey<String> BASE_PATH = row(
            "base-path",
            "path",
            "/services",
            "an absolute path; / for the root",
            "The node below which each service has a node with its name",
            "Spring Cloud's default; Curator has none",
            ZooKeeperParsers::basePath);
    static final ConfigKey<ZooKeeperOptions.Auth> AUTH = add(new ConfigKey<>(
            "auth",
            "text",
            "",
            "a scheme, a colon and the secret, such as digest:user:password; empty for none",
            "Who this client is, where nodes are not open to all",
            "most registries can be read by all",
            true,
            ZooKeeperParsers::auth));
    static final ConfigKey<Duration> SESSION_TIMEOUT = row(
            "session-timeout",
            "duration",
            "15s",
            "1s to 1h; the server keeps it between 2 and 20 of its ticks",
            "The session's life without a connection",
            "a connection that died in silence is noticed after two thirds of it",
            ZooKeeperParsers.between(Duration.ofSeconds(1), LONGEST));
    static final ConfigKey<Duration> CONNECT_TIMEOUT = row(
            "connect-timeout",
            "duration",
            "5s",
            "100ms to 1h",
            "How long the first connection may take before its lack is told; it is tried on",
            "a start should tell soon that nobody is there",
            ZooKeeperParsers.between(Duration.ofMillis(100), LONGEST));
    static final ConfigKey<Boolean> SECURE = row(
            "secure",
            "boolean",
            "false",
            BOOLEANS,
            "Whether instances are called at their sslPort instead of their port",
            "inside a cluster plain HTTP is the rule",
            Parsers::bool);
    static final ConfigKey<Boolean> READ_ONLY = row(
            "read-only",
            "boolean",
            "true",
            BOOLEANS,
            "Whether a server that has lost its ensemble may be read, if it offers that",
            "an old list is better than none for who starts just then",
            Parsers::bool);
    static final ConfigKey<Integer> MAX_ANSWER_BYTES = row(
            "max-answer-bytes",
            "whole number",
            "4194304",
            "65536 to 268435456",
            "The longest answer that is taken from a server: a service's list of names is one (jute.maxbuffer)",
            "4 MiB are about a hundred thousand instances",
            Parsers.integer(65_536, 268_435_456));
    static final ConfigKey<Boolean> TLS = row(
            "tls",
            "boolean",
            "false",
            BOOLEANS,
            "Whether the connection to the servers is TLS",
            "ZooKeeper has a port of its own for TLS, which is off unless set",
            Parsers::bool);
    static final ConfigKey<String> CA_FILE = text(
            "ca-file",
            "path of a file",
            "a file with one or more certificates in PEM form",
            "Whom to trust, in place of what the JVM trusts",
            "ensembles usually have an authority of their own");
    static final ConfigKey<String> KEY_STORE = text(
            "key-store",
            "path of a file",
            "a file that ends in .p12, .jks or .pem, with a key and its certificates",
            "The client's certificate, for servers that ask for one",
            "without it the client is nobody in particular");
    static final ConfigKey<String> KEY_STORE_PASSWORD = add(new ConfigKey<>(
            "key-store-password",
            "text",
            "",
            "any text; empty for none",
            "The password of key-store",
            "a file may have none",
            true,
            Function.identity()));
    static final ConfigKey<Boolean> VERIFY_HOST = row(
            "verify-host",
            "boolean",
            "true",
            BOOLEANS,
            "Whether the server's certificate must have the name that connect has",
            "else any certificate of the authority would do",
            Parsers::bool);

    /** All of them, in the order of the documentation. */
    static final List<ConfigKey<?>> ROWS = List.copyOf(TABLE);

    private ZooKeeperKeys() {}

    private static ConfigKey<String> text(String name, String kind, String allowed, String meaning, String reason) {
        return row(name, kind, "", allowed + "; empty for none", meaning, reason, Function.identity());
    }

    private static <T> ConfigKey<T> row(
            String name,
            String kind,
            String fallback,
            String allowed,
            String meaning,
            String reason,
            Function<String, T> parser) {
        return add(new ConfigKey<>(name, kind, fallback, allowed, meaning, reason, parser));
    }

    private static <T> ConfigKey<T> add(ConfigKey<T> key) {
        TABLE.add(key);
        return key;
    }
}

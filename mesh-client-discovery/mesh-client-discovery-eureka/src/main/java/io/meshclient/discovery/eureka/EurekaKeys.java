package io.meshclient.discovery.eureka;

import io.meshclient.policy.ConfigKey;
import io.meshclient.policy.Parsers;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The properties below {@code mesh.client.discovery.eureka.}. */
final class EurekaKeys {

    private static final String DURATION = "duration";
    private static final String TEXT = "text";
    private static final String FLAG = "true or false";
    private static final String FILES = "the path of a file";

    static final ConfigKey<List<Server>> URLS = new ConfigKey<>(
            "urls",
            "list of URLs",
            "http://localhost:8761/eureka",
            "http or https URLs between commas, each up to and with /eureka; user:password@ may stand in them",
            "the servers, in the order in which they are tried; the one that works is kept until it fails",
            "where a server of Spring Cloud listens if nobody says otherwise; secret for the passwords that may stand in it",
            true,
            Server::parseAll);

    static final ConfigKey<String> USERNAME = new ConfigKey<>(
            "username",
            TEXT,
            "",
            "any text",
            "the user, by basic authentication, for URLs that name none",
            "a new server asks for none",
            text -> text);

    static final ConfigKey<String> PASSWORD = new ConfigKey<>(
            "password", TEXT, "", "any text", "the user's password", "beside `username` only", true, text -> text);

    static final ConfigKey<Optional<Path>> PASSWORD_FILE = new ConfigKey<>(
            "password-file",
            TEXT,
            "",
            FILES,
            "a file with the password, in place of `password`; read before every request",
            "a password that is renewed in its file counts at once",
            EurekaKeys::path);

    static final ConfigKey<Duration> INTERVAL = new ConfigKey<>(
            "interval",
            DURATION,
            "30s",
            Parsers.POSITIVE_DURATIONS,
            "how long after an answer the next one is asked for; up to 10 % less, at random",
            "Eureka's own, and how long its servers keep an answer: asking more often gains little unless that is shortened",
            Parsers::positiveDuration);

    static final ConfigKey<Boolean> DELTA = new ConfigKey<>(
            "delta",
            FLAG,
            "true",
            FLAG,
            "whether differences are asked for",
            "the whole of a large registry every 30 s is megabytes for nothing",
            Parsers::bool);

    static final ConfigKey<Duration> FULL_INTERVAL = new ConfigKey<>(
            "full-interval",
            DURATION,
            "2m",
            Parsers.POSITIVE_DURATIONS,
            "after how long the whole is asked for all the same",
            "a server's cached differences can miss a change for 3 minutes, and its check of them only counts instances by status",
            Parsers::positiveDuration);

    static final ConfigKey<Boolean> SECURE = new ConfigKey<>(
            "secure",
            FLAG,
            "false",
            FLAG,
            "whether the secure port is used where it is enabled, and secure virtual addresses count",
            "the scheme is that of the call's URL, mostly http; set it where calls are https",
            Parsers::bool);

    static final ConfigKey<Boolean> PREFER_IP_ADDRESS = new ConfigKey<>(
            "prefer-ip-address",
            FLAG,
            "false",
            FLAG,
            "whether the IP address is used in place of the host name",
            "the host name is what Eureka's own clients use, and what certificates have",
            Parsers::bool);

    static final ConfigKey<String> REGION = new ConfigKey<>(
            "region",
            TEXT,
            "",
            "any text",
            "the region of instances whose metadata have no `region`",
            "a registry tells zones, mostly of one region",
            text -> text);

    static final ConfigKey<Optional<Path>> CA_FILE = new ConfigKey<>(
            "ca-file",
            TEXT,
            "",
            FILES,
            "certificates in PEM: the authorities that servers' certificates must come from; read at the start",
            "Java's own authorities",
            EurekaKeys::path);

    static final ConfigKey<Duration> CONNECT_TIMEOUT = new ConfigKey<>(
            "connect-timeout",
            DURATION,
            "2s",
            Parsers.POSITIVE_DURATIONS,
            "how long connecting to a server may take",
            "one lost packet is made good within it, and the next server is asked soon",
            Parsers::positiveDuration);

    static final ConfigKey<Duration> TIMEOUT = new ConfigKey<>(
            "timeout",
            DURATION,
            "8s",
            Parsers.POSITIVE_DURATIONS,
            "how long a whole answer may take, its body included",
            "the read timeout of Eureka's own client, for the whole: a server that trickles is left as well",
            Parsers::positiveDuration);

    static final ConfigKey<Integer> MAX_ANSWER_MEGABYTES = new ConfigKey<>(
            "max-answer-megabytes",
            "number",
            "64",
            "1 … 1024",
            "the largest answer that is read, unpacked",
            "some 50,000 instances; what is larger is no registry, or one that this process should know of first",
            Parsers.integer(1, 1024));

    static final List<ConfigKey<?>> ALL = List.of(
            URLS,
            USERNAME,
            PASSWORD,
            PASSWORD_FILE,
            INTERVAL,
            DELTA,
            FULL_INTERVAL,
            SECURE,
            PREFER_IP_ADDRESS,
            REGION,
            CA_FILE,
            CONNECT_TIMEOUT,
            TIMEOUT,
            MAX_ANSWER_MEGABYTES);

    private EurekaKeys() {}

    private static Optional<Path> path(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("is not a path", e);
        }
    }
}

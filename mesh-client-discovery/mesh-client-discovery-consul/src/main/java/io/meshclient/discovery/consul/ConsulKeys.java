package io.meshclient.discovery.consul;

import io.meshclient.policy.ConfigKey;
import io.meshclient.policy.Parsers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import okhttp3.HttpUrl;

/** The properties below {@code mesh.client.discovery.consul.}: what code, documentation and editors know, is from here. */
final class ConsulKeys {

    static final String PREFIX = "mesh.client.discovery.consul.";

    private static final List<ConfigKey<?>> TABLE = new ArrayList<>();

    private static final String ANY = "any text";
    private static final String BOOLEANS = "true, false";
    private static final List<String> CONSISTENCIES = List.of("default", "consistent", "stale");

    /** Consul cuts longer ones to this. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    static final ConfigKey<HttpUrl> URL = row(
            "url",
            "URL",
            "http://127.0.0.1:8500",
            "http or https, a host, perhaps a port and a path",
            "The address of Consul's HTTP API",
            "an agent runs on each machine",
            ConsulParsers::url);
    static final ConfigKey<String> TOKEN = secret(
            "token",
            "text",
            "visible ASCII characters",
            "The ACL token, sent as X-Consul-Token; not together with token-file",
            "without ACLs none is needed",
            ConsulParsers::token);
    static final ConfigKey<String> TOKEN_FILE = text(
            "token-file",
            "path of a file",
            "a file that holds the token and nothing else",
            "Where the ACL token is read from, again for each question",
            "without ACLs none is needed; a rotated token is used from the next question on");
    static final ConfigKey<String> DATACENTER = text(
            "datacenter",
            "name",
            "a datacenter that the agent knows",
            "Which datacenter's instances to ask for",
            "the agent's own is the nearest");
    static final ConfigKey<String> NAMESPACE = text(
            "namespace",
            "name",
            "a namespace",
            "Which namespace the service is in (Consul Enterprise)",
            "the token's own, else default");
    static final ConfigKey<String> PARTITION = text(
            "partition",
            "name",
            "an admin partition",
            "Which admin partition the service is in (Consul Enterprise)",
            "the agent's own");
    static final ConfigKey<List<String>> TAGS = row(
            "tags",
            "list of text",
            "",
            "tags, several separated by commas",
            "Only instances that have all of these tags",
            "all instances of a service are alike",
            Parsers::list);
    static final ConfigKey<String> FILTER = text(
            "filter",
            "expression",
            "a filter expression of Consul, such as Service.Meta.version == \"2\"",
            "Only instances for which Consul finds this expression true, such as Service.Meta.version == \"2\"",
            "all instances of a service are alike");
    static final ConfigKey<Boolean> PASSING_ONLY = row(
            "passing-only",
            "boolean",
            "true",
            BOOLEANS,
            "Whether instances with a check in state warning are left out; otherwise they are degraded, with their"
                    + " warning weight",
            "what Consul's own parameter passing and most clients do",
            Parsers::bool);
    static final ConfigKey<String> NEAR = text(
            "near",
            "name",
            "a node, or _agent for the agent that is asked",
            "Consul orders the instances by round trip time from this node, or _agent",
            "balancers measure for themselves, and Consul's streaming does not work with it");
    static final ConfigKey<String> CONSISTENCY = row(
            "consistency",
            "word",
            "default",
            String.join(", ", CONSISTENCIES),
            "How sure Consul's leader must be: default, consistent or stale; default asks the first question, and the"
                    + " first after a failure, as consistent",
            "a leader that has just been elected may answer with a list that is still empty; stale spares the leader",
            Parsers.oneOf("a consistency mode", CONSISTENCIES));
    static final ConfigKey<Duration> WAIT = row(
            "wait",
            "duration",
            "1m",
            "1s to 10m",
            "How long Consul holds a question while nothing changes, 1s to 10m",
            "a connection that died in silence is noticed after this time, a sixteenth more and answer-timeout",
            ConsulParsers.between(Duration.ofSeconds(1), LONGEST_WAIT));
    static final ConfigKey<Duration> CONNECT_TIMEOUT = row(
            "connect-timeout",
            "duration",
            "2s",
            Parsers.POSITIVE_DURATIONS,
            "Time for a new connection",
            "an agent is near, or not to be had",
            Parsers::positiveDuration);
    static final ConfigKey<Duration> ANSWER_TIMEOUT = row(
            "answer-timeout",
            "duration",
            "8s",
            Parsers.POSITIVE_DURATIONS,
            "Time for a whole answer, beyond what the question waits",
            "enough for ten thousand instances over a slow line",
            Parsers::positiveDuration);
    static final ConfigKey<Integer> MAX_ANSWER_BYTES = row(
            "max-answer-bytes",
            "whole number",
            "67108864",
            "1024 to 2147483647",
            "Longer answers, after decompression, are a failure",
            "64 MiB are about forty thousand instances; an answer is not held in memory as a whole",
            Parsers.integer(1024, Integer.MAX_VALUE));
    static final ConfigKey<String> TAGGED_ADDRESS = text(
            "tagged-address",
            "word",
            "lan, wan, lan_ipv4, wan_ipv4 or another that instances have",
            "Which tagged address, such as wan, to use where an instance, or else its node, has it",
            "the plain address is the one inside a datacenter");
    static final ConfigKey<String> REGION_KEY = row(
            "locality.region-key",
            "text",
            "region",
            ANY,
            "The metadata entry, of an instance or else of its node, that is the region; without it the datacenter is",
            "a common name for it",
            Function.identity());
    static final ConfigKey<String> ZONE_KEY = row(
            "locality.zone-key",
            "text",
            "zone",
            ANY,
            "The metadata entry, of an instance or else of its node, that is the zone",
            "a common name for it",
            Function.identity());
    static final ConfigKey<String> SUB_ZONE_KEY = row(
            "locality.sub-zone-key",
            "text",
            "rack",
            ANY,
            "The metadata entry, of an instance or else of its node, that is the part of a zone",
            "a common name for it",
            Function.identity());
    static final ConfigKey<String> CA_FILE = text(
            "ca-file",
            "path of a file",
            "a file with one or more certificates in PEM form",
            "Whom to trust over https, in place of what the JVM trusts: certificates in PEM form",
            "Consul's certificates usually come from an authority of its own");

    /** All of them, in the order of the documentation. */
    static final List<ConfigKey<?>> ROWS = List.copyOf(TABLE);

    private ConsulKeys() {}

    private static ConfigKey<String> text(String name, String kind, String allowed, String meaning, String reason) {
        return row(name, kind, "", allowed + "; empty for none", meaning, reason, Function.identity());
    }

    private static ConfigKey<String> secret(
            String name, String kind, String allowed, String meaning, String reason, Function<String, String> parser) {
        return add(new ConfigKey<>(name, kind, "", allowed, meaning, reason, true, parser));
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

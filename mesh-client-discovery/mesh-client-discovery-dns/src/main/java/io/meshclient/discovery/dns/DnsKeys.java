package io.meshclient.discovery.dns;

import static io.meshclient.policy.Parsers.POSITIVE_DURATIONS;

import io.meshclient.policy.ConfigKey;
import io.meshclient.policy.Parsers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;

/** The properties below {@code mesh.client.discovery.dns.}. */
final class DnsKeys {

    static final String PREFIX = "mesh.client.discovery.dns.";

    /** The word for no search domains. */
    static final String NO_SEARCH = "none";

    /** Anything less would be a flood of questions. */
    private static final Duration LEAST_TTL = Duration.ofMillis(10);

    private static final List<String> FAMILIES =
            Arrays.stream(AddressFamily.values()).map(AddressFamily::word).toList();

    static final ConfigKey<List<InetSocketAddress>> SERVERS = new ConfigKey<>(
            "servers",
            "list of IP addresses",
            "",
            "IP addresses, with a port if it is not 53, several separated by commas: 10.0.0.2, 10.0.0.3:5353, [fd00::2]:53;"
                    + " empty for those of resolv-conf",
            "The name servers, asked in this order; the one that answered last is asked first",
            "the machine knows its name servers",
            DnsKeys::servers);
    static final ConfigKey<@Nullable List<Name>> SEARCH = new ConfigKey<>(
            "search",
            "list of domains",
            "",
            "domains, several separated by commas; none for no domain; empty for those of resolv-conf",
            "Domains that are appended to a name without a final dot",
            "Kubernetes writes its own into each pod's resolv.conf",
            DnsKeys::search);
    static final ConfigKey<@Nullable Integer> NDOTS = new ConfigKey<>(
            "ndots",
            "whole number",
            "",
            "0 to 15; empty for what resolv-conf says, 1 if it says nothing",
            "A name with fewer dots is asked for with the search domains first, else as it is first",
            "the same names mean the same as for any other program on the machine",
            text -> text.isEmpty()
                    ? null
                    : Parsers.integer(0, ResolvConf.MOST_DOTS).apply(text));
    static final ConfigKey<Path> RESOLV_CONF = new ConfigKey<>(
            "resolv-conf",
            "path of a file",
            "/etc/resolv.conf",
            "the path of a file in the form of resolv.conf",
            "Where servers, search domains and ndots come from when they are not set here; read again when it changes",
            "where Linux and macOS have it",
            DnsKeys::path);
    static final ConfigKey<AddressFamily> ADDRESS_FAMILY = new ConfigKey<>(
            "address-family",
            "name",
            "any",
            String.join(", ", FAMILIES),
            "Which addresses count: A and AAAA records mixed, or those of one family",
            "endpoints of both families work side by side; one that cannot be reached is skipped like any other",
            text -> AddressFamily.ofWord(
                    Parsers.oneOf("an address family", FAMILIES).apply(text)));
    static final ConfigKey<@Nullable Integer> DEFAULT_PORT = new ConfigKey<>(
            "default-port",
            "whole number",
            "",
            "1 to 65535; empty if each target names its port",
            "The port of targets without one, so that a service's name alone can be its target",
            "addresses have no ports, and a wrong guess would send calls to a stranger",
            text -> text.isEmpty() ? null : Parsers.integer(1, 65_535).apply(text));
    static final ConfigKey<Duration> MIN_TTL = new ConfigKey<>(
            "min-ttl",
            "duration",
            "5s",
            "a duration from 10ms on, such as 1s or 5s",
            "The least time between two questions for a name, also where the server says 0",
            "what Kubernetes gives; a thousand clients with many services must not drown their name server",
            DnsKeys::ttl);
    static final ConfigKey<Duration> MAX_TTL = new ConfigKey<>(
            "max-ttl",
            "duration",
            "30s",
            "a duration from 10ms on, such as 30s or 5m",
            "The greatest time between two questions for a name, whatever its time to live",
            "zones say hours, but a new instance wants calls within the minute",
            DnsKeys::ttl);
    static final ConfigKey<Duration> NEGATIVE_TTL = new ConfigKey<>(
            "negative-ttl",
            "duration",
            "10s",
            "a duration from 10ms on, such as 5s or 30s",
            "The same after an answer without endpoints; the zone's SOA may say less, never below min-ttl",
            "who has no endpoints cannot call at all, so it looks more often",
            DnsKeys::ttl);
    static final ConfigKey<Duration> TIMEOUT = new ConfigKey<>(
            "timeout",
            "duration",
            "2s",
            POSITIVE_DURATIONS,
            "How long one server has for one answer, over UDP and again over TCP",
            "a name server answers within milliseconds, or a packet was lost",
            Parsers::positiveDuration);
    static final ConfigKey<Integer> ATTEMPTS = new ConfigKey<>(
            "attempts",
            "whole number",
            "2",
            "1 to 10",
            "How often each server is asked before a lookup has failed",
            "the C library's: one lost packet is no failure",
            Parsers.integer(1, 10));

    private DnsKeys() {}

    /** All rows, in the order of the documentation. */
    static List<ConfigKey<?>> rows() {
        return List.of(
                SERVERS,
                SEARCH,
                NDOTS,
                RESOLV_CONF,
                ADDRESS_FAMILY,
                DEFAULT_PORT,
                MIN_TTL,
                MAX_TTL,
                NEGATIVE_TTL,
                TIMEOUT,
                ATTEMPTS);
    }

    private static List<InetSocketAddress> servers(String text) {
        List<InetSocketAddress> servers = new ArrayList<>();
        for (String part : Parsers.list(text)) {
            servers.add(server(part));
        }
        return List.copyOf(servers);
    }

    private static InetSocketAddress server(String text) {
        InetAddress bare = ResolvConf.address(unbracketed(text));
        if (bare != null) {
            return new InetSocketAddress(bare, ResolvConf.DNS_PORT);
        }
        int colon = text.lastIndexOf(':');
        InetAddress address = colon < 0 ? null : ResolvConf.address(unbracketed(text.substring(0, colon)));
        if (address == null) {
            throw new IllegalArgumentException("has '" + text + "', which is no IP address with or without a port");
        }
        try {
            return new InetSocketAddress(address, Parsers.integer(1, 65_535).apply(text.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("has '" + text + "', whose port " + e.getMessage(), e);
        }
    }

    private static String unbracketed(String text) {
        return text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    }

    private static @Nullable List<Name> search(String text) {
        if (text.isEmpty()) {
            return null;
        }
        if (text.equals(NO_SEARCH)) {
            return List.of();
        }
        List<Name> domains = new ArrayList<>();
        for (String part : Parsers.list(text)) {
            Name domain = ResolvConf.domain(part);
            if (domain == null) {
                throw new IllegalArgumentException("has '" + part + "', which is no domain");
            }
            domains.add(domain);
        }
        return List.copyOf(domains);
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("is not a path", e);
        }
    }

    private static Duration ttl(String text) {
        Duration ttl = Parsers.duration(text);
        if (ttl.compareTo(LEAST_TTL) < 0) {
            throw new IllegalArgumentException("is below " + LEAST_TTL.toMillis() + "ms");
        }
        return ttl;
    }
}

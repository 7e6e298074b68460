package io.meshclient.discovery.dns;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a service asks name servers for: the addresses of a name, which all listen on one port, or the SRV records of a
 * name, which say their ports themselves.
 *
 * @param name as written, with a final dot if no search domain may be appended
 * @param port of all addresses; 0 for SRV
 */
record DnsTarget(String name, int port) {

    private static final String ADDRESSES = "dns:///";
    private static final String SERVICES = "srv:///";

    private static final String ALLOWED =
            "; allowed is dns:///orders.example:8080 or orders.example:8080 for addresses, and"
                    + " srv:///_http._tcp.orders.example for SRV records";

    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?");
    private static final Pattern IPV4 = Pattern.compile("[0-9]+(\\.[0-9]+){3}");

    /** Most characters of a name, without the final dot: RFC 1035. */
    private static final int LONGEST = 253;

    boolean isSrv() {
        return port == 0;
    }

    /**
     * Reads a target.
     *
     * @param defaultPort for addresses without one; null if there has to be one
     * @throws DnsFailure says what is wrong and what is allowed
     */
    static DnsTarget parse(String text, @Nullable Integer defaultPort) throws DnsFailure {
        String trimmed = text.trim();
        if (trimmed.startsWith(SERVICES)) {
            return srv(text, trimmed.substring(SERVICES.length()));
        }
        if (trimmed.startsWith(ADDRESSES)) {
            return addresses(text, trimmed.substring(ADDRESSES.length()), defaultPort);
        }
        if (trimmed.startsWith("dns://") || trimmed.startsWith("srv://")) {
            throw wrong(text, "it names a server; servers are set by mesh.client.discovery.dns.servers");
        }
        if (trimmed.indexOf('/') >= 0) {
            throw wrong(text, "it looks like a URL or a path");
        }
        if (trimmed.startsWith("_")) {
            throw wrong(text, "it looks like the name of SRV records, which needs srv:/// before it");
        }
        return addresses(text, trimmed, defaultPort);
    }

    private static DnsTarget srv(String text, String name) throws DnsFailure {
        if (name.indexOf(':') >= 0) {
            throw wrong(text, "it has a port, but SRV records say theirs themselves");
        }
        return new DnsTarget(checked(text, name), 0);
    }

    private static DnsTarget addresses(String text, String rest, @Nullable Integer defaultPort) throws DnsFailure {
        int colon = rest.lastIndexOf(':');
        if (rest.startsWith("[") || colon != rest.indexOf(':')) {
            throw wrong(text, "it is an address, which needs no name server (use mesh.client.services.*.endpoints)");
        }
        if (colon >= 0) {
            return new DnsTarget(checked(text, rest.substring(0, colon)), port(text, rest.substring(colon + 1)));
        }
        if (defaultPort == null) {
            throw wrong(
                    text,
                    "the port is missing, and mesh.client.discovery.dns.default-port is not set (give one by"
                            + " mesh.client.services.*.discovery-target)");
        }
        return new DnsTarget(checked(text, rest), defaultPort);
    }

    private static int port(String text, String digits) throws DnsFailure {
        boolean number =
                !digits.isEmpty() && digits.length() <= 5 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        int value = number ? Integer.parseInt(digits) : -1;
        if (value < 1 || value > 65_535) {
            throw wrong(text, "the port is not a number between 1 and 65535");
        }
        return value;
    }

    private static String checked(String text, String name) throws DnsFailure {
        String relative = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        if (relative.isEmpty()) {
            throw wrong(text, "the name is missing");
        }
        if (relative.length() > LONGEST) {
            throw wrong(text, "the name is longer than " + LONGEST + " characters");
        }
        if (IPV4.matcher(relative).matches()) {
            throw wrong(text, "it is an address, which needs no name server (use mesh.client.services.*.endpoints)");
        }
        for (String label : relative.split("\\.", -1)) {
            if (!LABEL.matcher(label).matches()) {
                throw wrong(
                        text,
                        "'" + label + "' is not 1 to 63 letters, digits, hyphens and underscores (names in other"
                                + " scripts in their xn-- form)");
            }
        }
        return name;
    }

    private static DnsFailure wrong(String text, String why) {
        return new DnsFailure("'" + text + "' is not a target of DNS: " + why + ALLOWED);
    }

    @Override
    public String toString() {
        return isSrv() ? SERVICES + name : ADDRESSES + name + ":" + port;
    }
}

package io.meshclient.endpoint;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The text form {@code host:port} of an endpoint. */
final class HostPort {

    private static final String ALLOWED = "; allowed is host:port, such as 10.0.0.7:8080, orders-1:8080 or [::1]:8080";

    /** Roughly, with a scope such as %eth0; connecting is what knows for sure. */
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]+(%[0-9A-Za-z._-]+)?");

    private HostPort() {}

    static String format(String host, int port) {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }

    static Endpoint.Builder parse(String text) {
        String trimmed = text.trim();
        int colon = trimmed.lastIndexOf(':');
        if (trimmed.contains("/")) {
            throw wrong(text, "it looks like a URL or a path");
        }
        if (trimmed.startsWith("[")) {
            int end = trimmed.indexOf(']');
            if (end < 0 || end + 1 != colon) {
                throw wrong(text, "a port must follow the closing bracket");
            }
            return Endpoint.builder(ipv6(text, trimmed.substring(1, end)), port(text, trimmed.substring(colon + 1)));
        }
        if (colon <= 0) {
            throw wrong(text, colon < 0 ? "the port is missing" : "the host is missing");
        }
        String host = trimmed.substring(0, colon);
        if (host.indexOf(':') >= 0) {
            throw wrong(text, "an IPv6 address needs brackets");
        }
        return Endpoint.builder(name(text, host), port(text, trimmed.substring(colon + 1)));
    }

    private static String name(String text, String host) {
        String why = whyNotHost(host);
        if (why != null) {
            throw wrong(text, "the host " + why);
        }
        return host;
    }

    private static String ipv6(String text, String host) {
        if (host.indexOf(':') < 0 || whyNotHost(host) != null) {
            throw wrong(text, "between the brackets stands no IPv6 address");
        }
        return host;
    }

    /** The rest of a sentence that begins with the host; null for an address or a name. */
    static @Nullable String whyNotHost(String host) {
        if (host.indexOf(':') >= 0) {
            return IPV6.matcher(host).matches() ? null : "is no IPv6 address";
        }
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            boolean allowed =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-._".indexOf(c) >= 0;
            if (!allowed) {
                return "has the character '" + c + "'";
            }
        }
        return null;
    }

    private static int port(String text, String digits) {
        int value = -1;
        if (!digits.isEmpty() && digits.length() <= 5 && digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            value = Integer.parseInt(digits);
        }
        if (value < 1 || value > 65_535) {
            throw wrong(text, "the port is not a number between 1 and 65535");
        }
        return value;
    }

    private static IllegalArgumentException wrong(String text, String why) {
        return new IllegalArgumentException("'" + text + "' is not an endpoint: " + why + ALLOWED);
    }
}

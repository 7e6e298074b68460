package io.meshclient.opentelemetry;

import java.util.List;

/**
 * What a span may know of a URL. Secrets are replaced by {@code REDACTED}: credentials before the host, and the values of
 * query parameters that are known to bear signatures. A URL without them is passed on as it is, without a copy.
 */
final class SpanUrl {

    private static final String REDACTED = "REDACTED";

    private final List<String> secrets;

    SpanUrl(List<String> secrets) {
        this.secrets = secrets;
    }

    /** The URL's port, or its scheme's; 0 if it has neither. */
    static int port(String url) {
        int start = authority(url);
        int end = authorityEnd(url, start);
        int port = 0;
        int unit = 1;
        for (int i = end - 1; i >= start; i--) {
            char c = url.charAt(i);
            if (c == ':') {
                return i == end - 1 ? defaultPort(url) : port;
            }
            if (c < '0' || c > '9' || unit > 10_000) {
                break;
            }
            port += (c - '0') * unit;
            unit *= 10;
        }
        return defaultPort(url);
    }

    private static int defaultPort(String url) {
        return url.startsWith("https:") ? 443 : url.startsWith("http:") ? 80 : 0;
    }

    String redacted(String url) {
        int start = authority(url);
        int end = authorityEnd(url, start);
        int at = url.lastIndexOf('@', end - 1);
        String plain = at < start ? url : url.substring(0, start) + REDACTED + ":" + REDACTED + url.substring(at);
        int query = plain.indexOf('?');
        return query < 0 ? plain : withoutSecrets(plain, query + 1);
    }

    private String withoutSecrets(String url, int query) {
        int fragment = url.indexOf('#');
        if (fragment >= 0 && fragment < query) {
            return url; // the question mark is part of the fragment
        }
        int end = fragment < 0 ? url.length() : fragment;
        StringBuilder redacted = null;
        int copied = 0;
        for (int i = query; i < end; ) {
            int next = endOfParameter(url, i, end);
            int equals = url.indexOf('=', i);
            if (equals >= 0 && equals < next && isSecret(url, i, equals)) {
                redacted = redacted == null ? new StringBuilder(url.length()) : redacted;
                redacted.append(url, copied, equals + 1).append(REDACTED);
                copied = next;
            }
            i = next + 1;
        }
        return redacted == null
                ? url
                : redacted.append(url, copied, url.length()).toString();
    }

    private static int endOfParameter(String url, int from, int end) {
        int next = url.indexOf('&', from);
        return next < 0 || next > end ? end : next;
    }

    private boolean isSecret(String url, int from, int to) {
        for (int i = 0; i < secrets.size(); i++) {
            String secret = secrets.get(i);
            if (secret.length() == to - from && url.startsWith(secret, from)) {
                return true;
            }
        }
        return false;
    }

    private static int authority(String url) {
        int scheme = url.indexOf("://");
        return scheme < 0 ? 0 : scheme + 3;
    }

    private static int authorityEnd(String url, int from) {
        for (int i = from; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c == '/' || c == '?' || c == '#') {
                return i;
            }
        }
        return url.length();
    }
}

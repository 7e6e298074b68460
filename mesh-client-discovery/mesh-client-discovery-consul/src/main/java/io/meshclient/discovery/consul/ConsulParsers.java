package io.meshclient.discovery.consul;

import io.meshclient.policy.Parsers;
import java.time.Duration;
import java.util.function.Function;
import okhttp3.HttpUrl;

/** Texts to values, as {@link Parsers} does it: what is wrong is the rest of a sentence that begins with the value. */
final class ConsulParsers {

    private ConsulParsers() {}

    static HttpUrl url(String text) {
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

    static Function<String, Duration> between(Duration least, Duration most) {
        return text -> {
            Duration value = Parsers.duration(text);
            if (value.compareTo(least) < 0) {
                throw new IllegalArgumentException("is shorter than " + least.toSeconds() + " s");
            }
            if (value.compareTo(most) > 0) {
                throw new IllegalArgumentException("is longer than " + most.toMinutes() + " min");
            }
            return value;
        };
    }
}

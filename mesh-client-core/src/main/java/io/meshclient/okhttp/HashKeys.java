package io.meshclient.okhttp;

import io.meshclient.balance.PickArgs;
import io.meshclient.policy.BalancerPolicy;
import io.meshclient.policy.CallOptions;
import io.meshclient.policy.HashSource;
import io.meshclient.stats.XxHash64;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.Interceptor;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * What a call is recognised by. Where calls are spread by hash: its {@link CallOptions#hashKey()}, else the first
 * source that the request has; without any of them the call is spread at random.
 */
final class HashKeys {

    private HashKeys() {}

    static void apply(
            BalancerPolicy policy, Request request, CallOptions options, Interceptor.Chain chain, PickArgs to) {
        if (!policy.isHashing()) {
            return;
        }
        String own = options.hashKey();
        if (own != null) {
            to.hashedAs(XxHash64.hash(own));
            return;
        }
        for (HashSource source : policy.hash().key()) {
            List<String> values = values(source, request, chain.getCookieJar());
            if (!values.isEmpty()) {
                to.hashedAs(hash(values));
                return;
            }
        }
    }

    /** The hash of the first source that the request has; 0 if it has none. */
    static long of(List<HashSource> sources, Request request, Interceptor.Chain chain) {
        for (int i = 0; i < sources.size(); i++) {
            List<String> values = values(sources.get(i), request, chain.getCookieJar());
            if (!values.isEmpty()) {
                return hash(values);
            }
        }
        return 0;
    }

    private static List<String> values(HashSource source, Request request, CookieJar jar) {
        return switch (source.kind()) {
            case HEADER -> request.headers(source.name());
            case COOKIE -> optional(cookie(source.name(), request, jar));
            case QUERY -> optional(request.url().queryParameter(source.name()));
            case PATH -> List.of(request.url().encodedPath());
            case HOST -> List.of(request.url().host());
        };
    }

    private static List<String> optional(@Nullable String value) {
        return value == null ? List.of() : List.of(value);
    }

    /** As the attempt will send it: OkHttp puts what the jar has, if anything, in the place of the header. */
    private static @Nullable String cookie(String name, Request request, CookieJar jar) {
        List<Cookie> kept = jar.loadForRequest(request.url());
        if (!kept.isEmpty()) {
            return kept.stream()
                    .filter(cookie -> cookie.name().equals(name))
                    .map(Cookie::value)
                    .findFirst()
                    .orElse(null);
        }
        for (String header : request.headers("Cookie")) {
            for (String pair : header.split(";")) {
                int equals = pair.indexOf('=');
                if (equals > 0 && pair.substring(0, equals).strip().equals(name)) {
                    return pair.substring(equals + 1).strip();
                }
            }
        }
        return null;
    }

    /**
     * As Envoy hashes a header that comes several times: in order of the values, each with the last hash as its seed.
     */
    private static long hash(List<String> values) {
        List<String> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        long hash = 0;
        for (String value : sorted) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            hash = XxHash64.hash(bytes, bytes.length, hash);
        }
        return hash;
    }
}

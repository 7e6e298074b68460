package io.meshclient.okhttp;

import io.meshclient.policy.CallOptions;
import io.meshclient.policy.EnvoyHeaders;
import io.meshclient.policy.HeaderMatch;
import io.meshclient.policy.HedgePolicy;
import io.meshclient.policy.RetryPolicy;
import io.meshclient.policy.RetryRules;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.time.RandomSource;
import java.util.List;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** Whether, and by which policy, a request may be sent again. */
final class Replays {

    private static final String KEY = "Idempotency-Key";

    private Replays() {}

    /** What counts for a request: its service's policy, changed by its base, by the request's headers, and by its tag. */
    static RetryPolicy policy(
            RetryPolicy service, Request request, @Nullable EnvoyHeaders headers, CallOptions options) {
        RetryPolicy base = service.with(options.base());
        RetryPolicy asked = headers != null && service.rules().envoyHeaders() ? headers.over(base) : base;
        RetryPolicy own = asked.with(options.own());
        List<HeaderMatch> needed = own.matches().requestHeaders();
        boolean allowed =
                needed.isEmpty() || needed.stream().anyMatch(header -> header.matches(request.headers(header.name())));
        return allowed ? own : own.off();
    }

    /** The same for hedging. */
    static HedgePolicy policy(ServiceConfig service, @Nullable EnvoyHeaders headers, CallOptions options) {
        HedgePolicy base = service.hedge().with(options.base());
        boolean obeyed = service.retry().rules().envoyHeaders();
        return base.with(obeyed ? headers : null).with(options.own());
    }

    /** The request with a key that all its attempts share, if it is to have one and has none. */
    static Request keyed(Request request, RetryRules rules, CallOptions options, RandomSource random) {
        Boolean wanted = options.idempotencyKey();
        boolean given = wanted != null ? wanted : rules.givesKey(request.method()) && !never(options);
        if (!given || request.header(KEY) != null) {
            return request;
        }
        return request.newBuilder().header(KEY, random.nextUuid().toString()).build();
    }

    private static boolean never(CallOptions options) {
        return Boolean.FALSE.equals(options.idempotent());
    }

    /** The request without the headers that were meant for the mesh. */
    static Request stripped(Request request) {
        Request.Builder rest = request.newBuilder();
        EnvoyHeaders.NAMES.forEach(rest::removeHeader);
        return rest.build();
    }

    /** Whether it may even have been processed: by its mark, its key, or its method. */
    static boolean allowed(Request request, CallOptions options, RetryPolicy policy) {
        Boolean marked = options.idempotent();
        if (marked != null) {
            return marked;
        }
        return policy.methods().contains(request.method()) || request.header(KEY) != null;
    }

    /** Whether its body is gone once writing began. */
    static boolean spent(Request request, Attempt attempt) {
        return attempt.bodyStarted() && writtenOnce(request);
    }

    /** Whether its body can be written once only. */
    static boolean writtenOnce(Request request) {
        RequestBody body = request.body();
        return body != null && (body.isOneShot() || body.isDuplex());
    }
}

package io.meshclient.okhttp;

import io.meshclient.policy.ResetHeader;
import io.meshclient.policy.RetryPolicy;
import io.meshclient.time.Ticker;
import java.io.IOException;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Headers;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code Retry-After}: read for our own retries, and kept from OkHttp's, which would resend a 503 with {@code
 * Retry-After: 0} behind our back, POST and all, and fails on a number that does not fit an int. As the outermost network
 * interceptor of an attempt it moves the header aside; the delivered response has it back.
 */
final class RetryAfter implements Interceptor {

    static final RetryAfter SHIELD = new RetryAfter();

    private static final String NAME = "Retry-After";
    private static final String ASIDE = "Mesh-Client-Retry-After";
    private static final long LONGEST_SECONDS = TimeUnit.DAYS.toSeconds(365);

    private RetryAfter() {}

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        boolean resendable = response.code() == 503 || response.code() == 408;
        return resendable ? renamed(response, NAME, ASIDE) : response;
    }

    /** The response as the server sent it, and so what it says of the network. */
    static Response restored(Response response) {
        if (response.header(ASIDE) == null) {
            return response;
        }
        Response network = response.networkResponse();
        return renamed(response, ASIDE, NAME)
                .newBuilder()
                .networkResponse(network == null ? null : renamed(network, ASIDE, NAME))
                .build();
    }

    private static Response renamed(Response response, String from, String to) {
        String value = response.header(from);
        if (value == null) {
            return response;
        }
        return response.newBuilder().removeHeader(from).header(to, value).build();
    }

    /**
     * What the server asked for in nanoseconds: in one of the configured headers, the first that is there and not too long,
     * whatever the status; else in this one, of a 429 or 503. −1 for nothing, or nothing that can be read.
     */
    static long asked(Response response, RetryPolicy retry, Ticker ticker) {
        for (ResetHeader header : retry.rules().resetHeaders()) {
            String value = first(response.headers(), header.name());
            long nanos = value == null ? -1 : header.nanos(value, ticker.epochMillis());
            if (retry.counts(nanos)) {
                return nanos;
            }
        }
        boolean usual = response.code() == 429 || response.code() == 503;
        return usual ? nanos(response.headers(), ticker) : -1;
    }

    /** Of repeated headers the first one counts, as in Envoy. */
    private static @Nullable String first(Headers headers, String name) {
        List<String> values = headers.values(name);
        if (values.isEmpty() && NAME.equalsIgnoreCase(name)) {
            values = headers.values(ASIDE);
        }
        return values.isEmpty() ? null : values.get(0);
    }

    private static long nanos(Headers headers, Ticker ticker) {
        String value = headers.get(ASIDE);
        String name = value == null ? NAME : ASIDE;
        value = value == null ? headers.get(NAME) : value;
        if (value == null) {
            return -1;
        }
        long seconds = seconds(value.trim());
        if (seconds >= 0) {
            return TimeUnit.SECONDS.toNanos(seconds);
        }
        @Nullable Date date = headers.getDate(name);
        if (date == null) {
            return -1;
        }
        long millis = Math.max(0, date.getTime() - ticker.epochMillis());
        return TimeUnit.MILLISECONDS.toNanos(Math.min(millis, LONGEST_SECONDS * 1000));
    }

    private static long seconds(String digits) {
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        return digits.length() > 9 ? LONGEST_SECONDS : Math.min(LONGEST_SECONDS, Long.parseLong(digits));
    }
}

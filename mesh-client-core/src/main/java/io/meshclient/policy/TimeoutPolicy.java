package io.meshclient.policy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A service's timeouts; zero means none. Immutable.
 *
 * @param call everything up to the final response's headers, retries and waits included
 * @param callCoversBody whether {@code call} covers the body too
 * @param perTry one attempt up to its headers
 * @param perTryIdle how long one attempt may pass without a byte, its body included
 * @param connect TCP and TLS of one connection; null leaves it to the wrapped client, else 1 s
 * @param deadline what others are told of the time that is left, and what is taken over from them
 */
public record TimeoutPolicy(
        Duration call,
        boolean callCoversBody,
        Duration perTry,
        Duration perTryIdle,
        @Nullable Duration connect,
        DeadlinePolicy deadline) {

    static TimeoutPolicy of(Settings settings) {
        return new TimeoutPolicy(
                settings.get(KeyTable.CALL_TIMEOUT),
                settings.get(KeyTable.CALL_TIMEOUT_COVERS_BODY),
                settings.get(KeyTable.PER_TRY_TIMEOUT),
                settings.get(RetryRuleKeys.PER_TRY_IDLE_TIMEOUT),
                settings.get(KeyTable.CONNECT_TIMEOUT),
                DeadlinePolicy.of(settings));
    }

    /**
     * {@link #perTryIdle} as sockets take it.
     *
     * @return milliseconds, rounded down but to 1 at least; 0 for none
     */
    public int perTryIdleMillis() {
        long millis = perTryIdle.toMillis();
        return perTryIdle.isZero() ? 0 : (int) Math.max(1, Math.min(Integer.MAX_VALUE, millis));
    }
}

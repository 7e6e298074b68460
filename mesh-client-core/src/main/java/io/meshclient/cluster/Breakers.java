package io.meshclient.cluster;

import io.meshclient.guard.Breaker;
import io.meshclient.guard.EndpointBreaker;
import io.meshclient.policy.BreakerPolicy;
import io.meshclient.policy.BreakerScope;
import io.meshclient.policy.BreakerWindow;
import io.meshclient.time.Ticker;
import org.jspecify.annotations.Nullable;

/** From what is decided about circuit breakers to the numbers that guards keep. */
final class Breakers {

    private Breakers() {}

    static Breaker.@Nullable Limits ofService(BreakerPolicy policy) {
        return policy.enabled() && policy.scope() == BreakerScope.SERVICE ? limits(policy) : null;
    }

    static EndpointBreaker.@Nullable Rules ofEndpoint(BreakerPolicy policy, Ticker ticker) {
        return policy.enabled() && policy.scope() == BreakerScope.ENDPOINT
                ? new EndpointBreaker.Rules(limits(policy), ticker)
                : null;
    }

    private static Breaker.Limits limits(BreakerPolicy policy) {
        return new Breaker.Limits(
                policy.failureRateThreshold(),
                new Breaker.Slow(policy.slow().rateThreshold(), policy.slow().duration()),
                new Breaker.Window(
                        policy.window().type() == BreakerWindow.TIME,
                        policy.window().size(),
                        policy.window().minimumCalls()),
                policy.openTime(),
                policy.halfOpenCalls());
    }
}

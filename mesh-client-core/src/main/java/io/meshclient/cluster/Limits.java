package io.meshclient.cluster;

import io.meshclient.guard.LimitRules;
import io.meshclient.policy.LimitPolicy;
import io.meshclient.time.RandomSource;
import org.jspecify.annotations.Nullable;

/** From what is decided about limits to the rules that guards keep. */
final class Limits {

    private Limits() {}

    static @Nullable LimitRules ofEndpoint(LimitPolicy policy, RandomSource random) {
        return rules(policy, policy.endpoint(), random);
    }

    static @Nullable LimitRules ofService(LimitPolicy policy, RandomSource random) {
        return rules(policy, policy.service(), random);
    }

    private static @Nullable LimitRules rules(LimitPolicy policy, LimitPolicy.Limit limit, RandomSource random) {
        LimitRules.Bounds bounds = new LimitRules.Bounds(limit.initial(), limit.min(), limit.max());
        return switch (limit.algorithm()) {
            case NONE -> null;
            case STATIC -> new LimitRules.Fixed(limit.initial());
            case AIMD ->
                new LimitRules.Aimd(
                        bounds,
                        policy.aimd().backoffRatio(),
                        policy.aimd().timeout().toNanos());
            case VEGAS ->
                new LimitRules.Vegas(
                        bounds, policy.vegas().smoothing(), policy.vegas().probeMultiplier(), random);
            case GRADIENT2 -> gradient2(bounds, policy.gradient2());
            case GRADIENT -> gradient(bounds, policy.gradient(), random);
        };
    }

    private static LimitRules gradient2(LimitRules.Bounds bounds, LimitPolicy.Gradient2 numbers) {
        return new LimitRules.Gradient2(
                bounds, numbers.rttTolerance(), numbers.longWindow(), numbers.smoothing(), numbers.queue());
    }

    private static LimitRules gradient(LimitRules.Bounds bounds, LimitPolicy.Gradient numbers, RandomSource random) {
        return new LimitRules.Gradient(
                bounds,
                numbers.updateInterval().toNanos(),
                numbers.minRttInterval().toNanos(),
                numbers.jitterPercent() / 100.0,
                numbers.bufferPercent() / 100.0,
                numbers.percentile(),
                random);
    }
}

package io.meshclient.spring.cloud;

import io.meshclient.policy.Settings;
import io.meshclient.time.RandomSource;
import java.time.Duration;

/**
 * Whom to ask, how often, and what to make of the answers. Immutable.
 *
 * @param registry who is asked
 * @param mapping what answers become
 * @param interval between an answer and the next question
 * @param timeout of an answer
 */
record Polling(Registry registry, InstanceMapping mapping, Duration interval, Duration timeout) {

    private static final double JITTER = 0.1; // of the interval, so that clients that began together drift apart

    static Polling of(Registry registry, Settings settings) {
        return new Polling(
                registry,
                InstanceMapping.of(settings),
                settings.get(SpringCloudKeys.INTERVAL),
                settings.get(SpringCloudKeys.TIMEOUT));
    }

    long intervalNanos(RandomSource random) {
        return (long) (interval.toNanos() * (1 - JITTER * random.nextDouble()));
    }
}

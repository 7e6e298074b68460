package io.meshclient.policy;

import java.time.Duration;

/**
 * What becomes of deadlines: those that a service is told, and those that calls inherit from the request in whose course
 * they are made. Immutable.
 *
 * @param send whether each attempt tells how much time it has
 * @param inherit whether the deadline of a call's thread or request counts
 * @param floor no attempt is started when no more than this is left of an inherited deadline
 * @param fairTime an attempt that an inherited deadline ended before this time says nothing of its endpoint
 */
public record DeadlinePolicy(boolean send, boolean inherit, Duration floor, Duration fairTime) {

    static DeadlinePolicy of(Settings settings) {
        return new DeadlinePolicy(
                settings.get(DeadlineKeys.SEND),
                settings.get(DeadlineKeys.INHERIT),
                settings.get(DeadlineKeys.FLOOR),
                settings.get(DeadlineKeys.FAIR_TIME));
    }
}

package io.meshclient.policy;

import static io.meshclient.policy.Parsers.DURATIONS;

import java.time.Duration;
import java.util.List;

/** Keys of what becomes of deadlines: {@code deadline.*}. A part of the {@link KeyTable}. */
final class DeadlineKeys {

    static final ConfigKey<Boolean> SEND = new ConfigKey<>(
            "deadline.send",
            "boolean",
            "true",
            "true, false",
            "Whether each attempt tells the service how much time it has: x-envoy-expected-rq-timeout-ms, for gRPC also"
                    + " grpc-timeout",
            "Envoy's; who knows it can stop work for which nobody waits",
            Parsers::bool);
    static final ConfigKey<Boolean> INHERIT = new ConfigKey<>(
            "deadline.inherit",
            "boolean",
            "true",
            "true, false",
            "Whether a call ends when the deadline of its thread, or of its request, is over",
            "there is one only where the application, or the starter's filter, has set it",
            Parsers::bool);
    static final ConfigKey<Duration> FLOOR = new ConfigKey<>(
            "deadline.floor",
            "duration",
            "5ms",
            DURATIONS,
            "No attempt is started when no more than this is left of an inherited deadline",
            "an answer would come too late for the caller, and the work for it would be in vain",
            Parsers::duration);
    static final ConfigKey<Duration> FAIR_TIME = new ConfigKey<>(
            "deadline.fair-time",
            "duration",
            "100ms",
            DURATIONS,
            "An attempt that ran out of an inherited deadline before this time is not held against its endpoint",
            "a caller in a hurry must not eject endpoints that are as quick as ever",
            Parsers::duration);

    /** In the order in which the documentation shows them. */
    static final List<ConfigKey<?>> ROWS = List.of(SEND, INHERIT, FLOOR, FAIR_TIME);

    private DeadlineKeys() {}
}

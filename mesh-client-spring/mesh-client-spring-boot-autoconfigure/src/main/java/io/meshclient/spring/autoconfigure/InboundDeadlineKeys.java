package io.meshclient.spring.autoconfigure;

import io.meshclient.policy.ConfigKey;
import io.meshclient.policy.Parsers;
import java.time.Duration;
import java.util.List;

/** The properties below {@code mesh.client.inbound-deadline.}. */
final class InboundDeadlineKeys {

    static final String PREFIX = "mesh.client.inbound-deadline.";

    static final ConfigKey<Boolean> ENABLED = new ConfigKey<>(
            "enabled",
            "boolean",
            "false",
            "true, false",
            "Whether calls end when the time is up that the request named for which they are made",
            "Envoy's; whoever can reach the port can name a time, and what is streamed may outlive it",
            Parsers::bool);
    static final ConfigKey<Duration> MAX = new ConfigKey<>(
            "max",
            "duration",
            "0",
            Parsers.DURATIONS,
            "The most that a request can name; more counts as this much",
            "a request can only shorten what call-timeout allows",
            Parsers::duration);

    /** In the order in which the documentation shows them. */
    static final List<ConfigKey<?>> ROWS = List.of(ENABLED, MAX);

    private InboundDeadlineKeys() {}
}

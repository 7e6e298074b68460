package io.meshclient.policy;

import java.util.List;

/** Keys of the limits of calls under way: {@code limit.*}. A part of the {@link KeyTable}. */
final class LimitKeys {

    private static final String LIMITS = "1 to 1000000";

    static final ConfigKey<LimitAlgorithm> ENDPOINT = new ConfigKey<>(
            "limit.endpoint.algorithm",
            "none, static, aimd, vegas, gradient2 or gradient",
            "none",
            LimitAlgorithm.ALLOWED,
            "How many calls each endpoint may have under way is found out so; one that is at its limit is not picked",
            "balancing by latency already gives a slow endpoint less",
            LimitAlgorithm::parse);
    static final ConfigKey<Integer> ENDPOINT_INITIAL = new ConfigKey<>(
            "limit.endpoint.initial",
            "whole number",
            "20",
            LIMITS,
            "An endpoint's limit at the beginning; with static, for ever",
            "Netflix'",
            Parsers.integer(1, 1_000_000));
    static final ConfigKey<Integer> ENDPOINT_MIN = new ConfigKey<>(
            "limit.endpoint.min",
            "whole number",
            "1",
            LIMITS + ", not above limit.endpoint.max",
            "The least that it becomes",
            "one call is what it takes to find out that it is better",
            Parsers.integer(1, 1_000_000));
    static final ConfigKey<Integer> ENDPOINT_MAX = new ConfigKey<>(
            "limit.endpoint.max",
            "whole number",
            "200",
            LIMITS,
            "The most that it becomes",
            "Netflix'",
            Parsers.integer(1, 1_000_000));
    static final ConfigKey<LimitAlgorithm> SERVICE = new ConfigKey<>(
            "limit.service.algorithm",
            "none, static, aimd, vegas, gradient2 or gradient",
            "none",
            LimitAlgorithm.ALLOWED,
            "How many calls of the service may be under way is found out so; more are refused, also below max-concurrent-calls",
            "a refusal is for whoever has something better to do than to wait",
            LimitAlgorithm::parse);
    static final ConfigKey<Integer> SERVICE_INITIAL = new ConfigKey<>(
            "limit.service.initial",
            "whole number",
            "100",
            LIMITS,
            "The service's limit at the beginning; with static, for ever",
            "that of five endpoints",
            Parsers.integer(1, 1_000_000));
    static final ConfigKey<Integer> SERVICE_MIN = new ConfigKey<>(
            "limit.service.min",
            "whole number",
            "3",
            LIMITS + ", not above limit.service.max",
            "The least that it becomes",
            "Envoy's",
            Parsers.integer(1, 1_000_000));
    static final ConfigKey<Integer> SERVICE_MAX = new ConfigKey<>(
            "limit.service.max",
            "whole number",
            "1000",
            LIMITS,
            "The most that it becomes",
            "Envoy's",
            Parsers.integer(1, 1_000_000));
    static final ConfigKey<Integer> DEFAULT_PERCENT = new ConfigKey<>(
            "limit.default-percent",
            "percentage",
            "90",
            "1 to 100",
            "The share of a limit that calls may use that say nothing of their priority; the rest is for critical ones",
            "a critical call finds room when the others have just taken theirs",
            Parsers.integer(1, 100));
    static final ConfigKey<Integer> SHEDDABLE_PERCENT = new ConfigKey<>(
            "limit.sheddable-percent",
            "percentage",
            "50",
            "1 to 100, not above limit.default-percent",
            "The share of a limit that sheddable calls may use",
            "whoever can wait leaves half of it to those who cannot",
            Parsers.integer(1, 100));

    /** In the order in which the documentation shows them. */
    static final List<ConfigKey<?>> ROWS = List.of(
            ENDPOINT,
            ENDPOINT_INITIAL,
            ENDPOINT_MIN,
            ENDPOINT_MAX,
            SERVICE,
            SERVICE_INITIAL,
            SERVICE_MIN,
            SERVICE_MAX,
            DEFAULT_PERCENT,
            SHEDDABLE_PERCENT);

    private LimitKeys() {}
}

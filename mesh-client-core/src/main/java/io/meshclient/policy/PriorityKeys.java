package io.meshclient.policy;

import java.util.List;

/** Keys of how calls are spread over priorities: {@code priority.*}. A part of the {@link KeyTable}. */
final class PriorityKeys {

    static final ConfigKey<Integer> OVERPROVISIONING = new ConfigKey<>(
            "priority.overprovisioning",
            "percentage",
            "140",
            "100 to 10000",
            "How much an endpoint can take beyond its share, before calls spill to the next priority",
            "Envoy's: spill begins when fewer than 72 % of a priority are healthy",
            Parsers.integer(100, 10_000));

    /** In the order in which the documentation shows them. */
    static final List<ConfigKey<?>> ROWS = List.of(OVERPROVISIONING);

    private PriorityKeys() {}
}

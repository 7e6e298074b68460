package io.meshclient.policy;

import java.util.List;

/** Keys of deterministic subsetting: {@code subsetting.*}. A part of the {@link KeyTable}. */
final class SubsettingKeys {

    static final ConfigKey<Integer> SIZE = new ConfigKey<>(
            "subsetting.size",
            "whole number",
            "0",
            "0 (off) to 1000000",
            "How many endpoints of each priority this process uses, chosen at random but for good; the others get no calls and no connections",
            "only thousands of callers times thousands of endpoints have too many connections",
            Parsers.integer(0, 1_000_000));

    /** In the order in which the documentation shows them. */
    static final List<ConfigKey<?>> ROWS = List.of(SIZE);

    private SubsettingKeys() {}
}

package io.meshclient.balance;

import io.meshclient.time.RandomSource;

/** The policies by their names; {@link Pickers} arranges them over priorities. */
final class GroupPickers {

    private GroupPickers() {}

    static <C extends Candidate> GroupPicker<C> build(String policy, Group<C> group, RandomSource random) {
        return switch (policy) {
            case "peak-ewma" -> new PeakEwmaPicker<>(group);
            case "round-robin" -> new RoundRobinPicker<>(group, random);
            case "random" -> new RandomPicker<>(group);
            default -> throw new IllegalArgumentException("'" + policy + "' is not a balancer");
        };
    }
}

package io.meshclient.balance;

import io.meshclient.time.RandomSource;

/** The policies by their names; {@link Pickers} arranges them over priorities. */
final class GroupPickers {

    private GroupPickers() {}

    static <C extends Candidate> GroupPicker<C> build(Balancer balancer, Group<C> group, long nowNanos) {
        BalancerSettings settings = balancer.settings();
        RandomSource random = balancer.random();
        BalancerSettings.Hashing hashing = settings.hashing();
        return switch (settings.policy()) {
            case "peak-ewma" -> new PeakEwmaPicker<>(group);
            case "round-robin" -> new RoundRobinPicker<>(group, random);
            case "random" -> new RandomPicker<>(group);
            case "least-request" -> new LeastRequestPicker<>(group, settings.leastRequest());
            case "ring-hash" -> new HashPicker<>(group, HashRing.over(group, hashing), hashing.balanceFactor());
            case "maglev" -> new HashPicker<>(group, Maglev.over(group, hashing.table()), hashing.balanceFactor());
            case "orca" -> new OrcaPicker<>(group, settings.orca(), random, nowNanos);
            case "prequal" -> new PrequalPicker<>(group, balancer.pool(), settings.prequal());
            default -> throw new IllegalArgumentException("'" + settings.policy() + "' is not a balancer");
        };
    }
}

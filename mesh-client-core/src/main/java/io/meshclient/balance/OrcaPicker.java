package io.meshclient.balance;

import io.meshclient.stats.ServerLoad;
import io.meshclient.time.RandomSource;
import org.jspecify.annotations.Nullable;

/**
 * Weighted round robin by the load that servers report: each gets calls in proportion to what it could serve if it were
 * just full. Weights are those of the moment when it was made; the cluster makes a new one every {@code
 * orca.update-period}. One that has reported nothing usable weighs as much as the average of those that have; with
 * fewer than two of these it is plain round robin by the weights of the source. Otherwise a source's weight counts only
 * if it is 0.
 *
 * <p>Source: gRPC {@code weighted_round_robin} (gRFC A58), Envoy {@code client_side_weighted_round_robin}.
 */
final class OrcaPicker<C extends Candidate> implements GroupPicker<C> {

    /** The heaviest candidate's; gRPC scales to as many. */
    private static final double HEAVIEST = 0xFFFF;

    private final RoundRobinPicker<C> turns;

    OrcaPicker(Group<C> group, BalancerSettings.Orca settings, RandomSource random, long nowNanos) {
        turns = new RoundRobinPicker<>(weighted(group, settings, nowNanos), random);
    }

    @Override
    public @Nullable C pick(PickArgs args, Rung rung) {
        return turns.pick(args, rung);
    }

    private static <C extends Candidate> Group<C> weighted(Group<C> group, BalancerSettings.Orca settings, long now) {
        double[] reported = new double[group.size()];
        double total = 0;
        double heaviest = 0;
        int known = 0;
        for (int i = 0; i < reported.length; i++) {
            reported[i] = group.weight(i) == 0 ? 0 : weight(group.get(i), settings, now);
            total += reported[i];
            heaviest = Math.max(heaviest, reported[i]);
            known += reported[i] > 0 ? 1 : 0;
        }
        if (known < 2) {
            return group;
        }
        int[] weights = new int[reported.length];
        for (int i = 0; i < weights.length; i++) {
            double weight = reported[i] > 0 ? reported[i] : total / known;
            weights[i] = group.weight(i) == 0 ? 0 : (int) Math.max(1, Math.round(weight / heaviest * HEAVIEST));
        }
        return group.weighted(weights);
    }

    private static double weight(Candidate candidate, BalancerSettings.Orca settings, long now) {
        ServerLoad load = candidate.reportedLoad();
        return load == null ? 0 : load.weight(settings.blackoutNanos(), settings.expiryNanos(), now);
    }
}

package io.meshclient.balance;

import io.meshclient.time.Internal;
import io.meshclient.time.RandomSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A fixed set of candidates, arranged by priority and zone, with the policy built for each. Made when the set changes; whenever the
 * candidates' health does, {@link #plan} makes the picker for it, which costs one look at each. Safe for use by many
 * threads.
 *
 * @param <C> the candidates' type
 */
@Internal
public final class Arrangement<C extends Candidate> {

    private final Spread spread;
    private final List<Level<C>> levels;

    private Arrangement(Spread spread, List<Level<C>> levels) {
        this.spread = spread;
        this.levels = levels;
    }

    /**
     * Arranges candidates, with a policy's default numbers.
     *
     * @param policy the name of a balancer
     * @param spread how calls are spread over priorities and zones
     * @param candidates of all priorities
     * @param random where cursors start
     * @param <C> the candidates' type
     * @return the arrangement
     * @throws IllegalArgumentException if there is no such balancer
     */
    public static <C extends Candidate> Arrangement<C> of(
            String policy, Spread spread, List<C> candidates, RandomSource random) {
        return of(new Balancer(BalancerSettings.of(policy), random), spread, candidates, 0);
    }

    /**
     * Arranges candidates.
     *
     * @param balancer chooses within a priority
     * @param spread how calls are spread over priorities
     * @param candidates of all priorities
     * @param nowNanos the time
     * @param <C> the candidates' type
     * @return the arrangement
     * @throws IllegalArgumentException if there is no such balancer
     */
    public static <C extends Candidate> Arrangement<C> of(
            Balancer balancer, Spread spread, List<C> candidates, long nowNanos) {
        Function<List<C>, GroupPicker<C>> build =
                members -> GroupPickers.build(balancer, new Group<>(members), nowNanos);
        List<Level<C>> levels = new ArrayList<>(1);
        for (List<C> members : byPriority(candidates)) {
            levels.add(new Level<>(members, spread.locality(), build));
        }
        return new Arrangement<>(spread, levels);
    }

    private static <C extends Candidate> Collection<List<C>> byPriority(List<C> candidates) {
        if (samePriority(candidates)) {
            return List.of(candidates); // as almost always: sorting in ten thousand costs more than all the rest
        }
        Map<Integer, List<C>> byPriority = new TreeMap<>();
        for (C candidate : candidates) {
            byPriority
                    .computeIfAbsent(candidate.priority(), priority -> new ArrayList<>())
                    .add(candidate);
        }
        return byPriority.values();
    }

    private static boolean samePriority(List<? extends Candidate> candidates) {
        for (Candidate candidate : candidates) {
            if (candidate.priority() != candidates.get(0).priority()) {
                return false;
            }
        }
        return !candidates.isEmpty();
    }

    /**
     * See {@link Spread#mayPanic()}.
     *
     * @return whether endpoints whose health is not believed may be asked when nothing else is left
     */
    public boolean mayPanic() {
        return spread.mayPanic();
    }

    /**
     * The picker for what is true of the candidates now.
     *
     * @param callers where the caller's own service runs
     * @param loads how busy zones are
     * @return immutable but for the policies' cursors, which all plans of an arrangement share
     */
    public Plan<C> plan(Callers callers, ZoneLoads loads) {
        if (levels.isEmpty()) {
            return Plan.empty();
        }
        List<LevelCount> counts = levels.stream().map(Level::count).toList();
        PriorityLoads priorities = PriorityLoads.of(counts, spread.overprovisioning(), spread.panicThreshold());
        return new PlanBuilder<>(spread, levels, priorities).build(callers, loads);
    }

    /**
     * What endpoints say of their load, for {@link ZoneLoads#next}.
     *
     * @param nowNanos the time
     * @param maxAgeNanos how old a report may be
     * @return the mean of each zone; NaN where none of its endpoints has said anything of late
     */
    public Map<String, Double> utilizations(long nowNanos, long maxAgeNanos) {
        Map<String, Double> means = new HashMap<>();
        levels.forEach(level -> level.utilizations(nowNanos, maxAgeNanos, means));
        return means;
    }
}

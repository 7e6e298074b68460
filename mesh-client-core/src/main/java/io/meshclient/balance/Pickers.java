package io.meshclient.balance;

import io.meshclient.time.Internal;
import io.meshclient.time.RandomSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Builds pickers by the name of their policy. */
@Internal
public final class Pickers {

    private Pickers() {}

    /**
     * A picker over a set of candidates.
     *
     * @param policy {@code peak-ewma}, {@code round-robin} or {@code random}
     * @param candidates of all priorities
     * @param random where cursors start
     * @param <C> the candidates' type
     * @return the picker
     * @throws IllegalArgumentException for another name
     */
    public static <C extends Candidate> Picker<C> build(String policy, List<C> candidates, RandomSource random) {
        Map<Integer, List<C>> byPriority = new TreeMap<>();
        candidates.forEach(c ->
                byPriority.computeIfAbsent(c.priority(), p -> new ArrayList<>()).add(c));
        List<GroupPicker<C>> groups = new ArrayList<>(byPriority.size());
        byPriority.values().forEach(members -> groups.add(group(policy, new Group<>(members), random)));
        @SuppressWarnings({"unchecked", "rawtypes"})
        GroupPicker<C>[] array = groups.toArray(new GroupPicker[0]);
        return new PriorityPicker<>(array);
    }

    private static <C extends Candidate> GroupPicker<C> group(String policy, Group<C> group, RandomSource random) {
        return switch (policy) {
            case "peak-ewma" -> new PeakEwmaPicker<>(group);
            case "round-robin" -> new RoundRobinPicker<>(group, random);
            case "random" -> new RandomPicker<>(group);
            default -> throw new IllegalArgumentException("'" + policy + "' is not a balancer");
        };
    }
}

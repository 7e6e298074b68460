package io.meshclient.balance;

import io.meshclient.time.Internal;
import io.meshclient.time.RandomSource;
import java.util.ArrayList;
import java.util.Collection;
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
        List<GroupPicker<C>> groups = new ArrayList<>(1);
        for (List<C> members : byPriority(candidates)) {
            groups.add(GroupPickers.build(policy, new Group<>(members), random));
        }
        @SuppressWarnings({"unchecked", "rawtypes"})
        GroupPicker<C>[] array = groups.toArray(new GroupPicker[0]);
        return new PriorityPicker<>(array);
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
}

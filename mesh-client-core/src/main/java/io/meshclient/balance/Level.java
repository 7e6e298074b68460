package io.meshclient.balance;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The candidates of one priority, and the policy over them: over those that work as usual, over the degraded ones, and, for
 * panic, over all. Who is degraded is asked once, when the level is made; who works, whenever it is counted.
 *
 * @param <C> the candidates' type
 */
final class Level<C extends Candidate> {

    private final List<C> members;
    private final Function<List<C>, GroupPicker<C>> policy;
    private final boolean weighted;
    private final @Nullable GroupPicker<C> healthy; // null if all are degraded
    private final @Nullable GroupPicker<C> degraded; // null if none is, as almost always
    private volatile @Nullable GroupPicker<C> everyone; // mostly the healthy ones; else made at the first panic

    Level(List<C> members, Function<List<C>, GroupPicker<C>> policy) {
        this.members = members;
        this.policy = policy;
        this.weighted = members.stream().anyMatch(member -> member.weight() > 0);
        if (members.stream().noneMatch(Candidate::degraded)) {
            this.healthy = policy.apply(members);
            this.degraded = null;
            this.everyone = healthy;
            return;
        }
        List<C> good = new ArrayList<>(members);
        good.removeIf(Candidate::degraded);
        List<C> worse = new ArrayList<>(members);
        worse.removeIf(member -> !member.degraded());
        this.healthy = good.isEmpty() ? null : policy.apply(good);
        this.degraded = policy.apply(worse);
    }

    int priority() {
        return members.get(0).priority();
    }

    /** How its members are now. */
    LevelCount count() {
        int counted = 0;
        int working = 0;
        int worse = 0;
        for (C member : members) {
            if (counts(member)) {
                counted++;
                boolean works = member.trusted();
                boolean less = works && degraded != null && member.degraded();
                working += works && !less ? 1 : 0;
                worse += less ? 1 : 0;
            }
        }
        return new LevelCount(members.size(), counted, working, worse);
    }

    private boolean counts(C member) {
        return !member.draining() && (!weighted || member.weight() > 0);
    }

    @Nullable
    GroupPicker<C> healthy() {
        return healthy;
    }

    @Nullable
    GroupPicker<C> degraded() {
        return degraded;
    }

    GroupPicker<C> everyone() {
        GroupPicker<C> made = everyone;
        if (made == null) {
            made = policy.apply(members); // twice, if two threads are first: either will do
            everyone = made;
        }
        return made;
    }
}

package io.meshclient.balance;

import io.meshclient.time.RandomSource;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One after another; with weights, along a {@link SmoothSequence}. Lock-free: a cursor that all threads share. One that
 * cannot be taken is passed over, so the next one gets no more than its own turn; one that starts slowly misses a share of
 * its turns.
 */
final class RoundRobinPicker<C extends Candidate> implements GroupPicker<C> {

    private final Group<C> group;
    private final int[] sequence; // empty if all have the same weight
    private final AtomicLong cursor;

    RoundRobinPicker(Group<C> group, RandomSource random) {
        this.group = group;
        this.sequence = group.isUniform() ? new int[0] : SmoothSequence.of(group.weights());
        this.cursor = new AtomicLong(random.nextInt(1 << 30)); // a thousand callers must not all begin with the first
    }

    @Override
    public @Nullable C pick(PickArgs args, Rung rung) {
        int unready = -1;
        int draws = Math.min(Group.DRAWS, group.size());
        for (int i = 0; i < draws; i++) {
            int index = next();
            if (group.takes(index, args, rung)) {
                if (group.ready(index, args)) {
                    return group.get(index);
                }
                unready = index;
            }
        }
        int index = group.otherwise(unready, args, rung, -1);
        return index < 0 ? null : group.get(index);
    }

    private int next() {
        long turn = cursor.getAndIncrement();
        return sequence.length == 0
                ? (int) Math.floorMod(turn, (long) group.size())
                : sequence[(int) Math.floorMod(turn, (long) sequence.length)];
    }
}

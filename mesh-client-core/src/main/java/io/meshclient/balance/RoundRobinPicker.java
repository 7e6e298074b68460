package io.meshclient.balance;

import io.meshclient.time.RandomSource;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One after another; with weights, a candidate of half the weight sits out every other round. Lock-free: a cursor that
 * all threads share.
 *
 * <p>Source: gRPC's static stride scheduler (gRFC A58): in round {@code g} the candidate {@code i} of weight {@code w}
 * (scaled to at most M = 65535) is served if {@code (w·g + offset(i)) mod M ≥ M − w}. After {@value #STEPS} candidates that
 * sat out, the choice is drawn by weight instead, so that one huge weight among thousands costs no more.
 */
final class RoundRobinPicker<C extends Candidate> implements GroupPicker<C> {

    private static final int STEPS = 64;
    private static final long M = 0xFFFF;
    private static final long OFFSET = M / 2;

    private final Group<C> group;
    private final long[] scaled;
    private final AtomicLong cursor;

    RoundRobinPicker(Group<C> group, RandomSource random) {
        this.group = group;
        this.scaled = group.isUniform() ? new long[0] : scale(group);
        this.cursor = new AtomicLong(random.nextInt(1 << 16)); // a thousand callers must not all begin with the first
    }

    private static long[] scale(Group<?> group) {
        int max = 1;
        for (int i = 0; i < group.size(); i++) {
            max = Math.max(max, group.weight(i));
        }
        long[] scaled = new long[group.size()];
        for (int i = 0; i < scaled.length; i++) {
            int weight = group.weight(i);
            scaled[i] = weight == 0 ? 0 : Math.max(1, Math.round(weight * (double) M / max));
        }
        return scaled;
    }

    @Override
    public @Nullable C pick(PickArgs args, Rung rung) {
        int draws = Math.min(RandomPicker.DRAWS, group.size());
        for (int i = 0; i < draws; i++) {
            int index = next(args);
            if (group.takes(index, args, rung)) {
                return group.get(index);
            }
        }
        int index = group.scan(args, rung, -1);
        return index < 0 ? null : group.get(index);
    }

    private int next(PickArgs args) {
        int n = group.size();
        if (group.isUniform()) {
            return (int) Math.floorMod(cursor.getAndIncrement(), (long) n);
        }
        for (int step = 0; step < STEPS; step++) {
            long sequence = cursor.getAndIncrement();
            int index = (int) Math.floorMod(sequence, (long) n);
            long round = Math.floorDiv(sequence, (long) n);
            long weight = scaled[index];
            if (Math.floorMod(weight * round + OFFSET * index, M) >= M - weight) {
                return index;
            }
        }
        return group.draw(args);
    }
}

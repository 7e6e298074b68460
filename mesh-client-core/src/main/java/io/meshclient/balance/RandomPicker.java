package io.meshclient.balance;

import org.jspecify.annotations.Nullable;

/** Draws by weight. */
final class RandomPicker<C extends Candidate> implements GroupPicker<C> {

    /** Draws before all are looked at: with half of the candidates out, one pick in 256 looks at all. */
    static final int DRAWS = 8;

    private final Group<C> group;

    RandomPicker(Group<C> group) {
        this.group = group;
    }

    @Override
    public @Nullable C pick(PickArgs args, Rung rung) {
        int index = draw(group, args, rung, -1);
        return index < 0 ? null : group.get(index);
    }

    /** An index that the rung takes, drawn by weight, never {@code not}; −1 if there is none. */
    static <C extends Candidate> int draw(Group<C> group, PickArgs args, Rung rung, int not) {
        int draws = Math.min(DRAWS, group.size());
        for (int i = 0; i < draws; i++) {
            int index = group.draw(args);
            if (index != not && group.takes(index, args, rung)) {
                return index;
            }
        }
        return group.scan(args, rung, not);
    }
}

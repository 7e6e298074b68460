package io.meshclient.balance;

import org.jspecify.annotations.Nullable;

/** Draws by weight. */
final class RandomPicker<C extends Candidate> implements GroupPicker<C> {

    private final Group<C> group;

    RandomPicker(Group<C> group) {
        this.group = group;
    }

    @Override
    public @Nullable C pick(PickArgs args, Rung rung) {
        int index = group.choose(args, rung, -1);
        return index < 0 ? null : group.get(index);
    }
}

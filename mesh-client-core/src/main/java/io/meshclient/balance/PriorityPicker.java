package io.meshclient.balance;

import org.jspecify.annotations.Nullable;

/** The order of choice over groups of falling priority. */
record PriorityPicker<C extends Candidate>(GroupPicker<C>[] groups) implements Picker<C> {

    @Override
    public @Nullable C pick(PickArgs args) {
        for (Rung rung : Rung.inOrder()) {
            for (GroupPicker<C> group : groups) {
                C picked = group.pick(args, rung);
                if (picked != null) {
                    return picked;
                }
            }
        }
        return null;
    }
}

package io.meshclient.balance;

import org.jspecify.annotations.Nullable;

/**
 * A policy over the candidates of one priority.
 *
 * @param <C> the candidates' type
 */
interface GroupPicker<C extends Candidate> {

    /** One of those whom the rung takes, or null if it takes nobody. */
    @Nullable
    C pick(PickArgs args, Rung rung);
}

package io.meshclient.balance;

import io.meshclient.time.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Chooses one candidate of a fixed set. Safe for use by many threads, allocates nothing, changes nothing but, perhaps, a
 * cursor of its own.
 *
 * <p>The order of choice, for every policy: available and untried; available and tried; untried; any. Within each, the
 * priority that was drawn by load first (all of the load is the best priority's while enough of it is healthy), then the
 * best of the others, and within that the policy decides.
 *
 * @param <C> the candidates' type
 */
@Internal
@FunctionalInterface
public interface Picker<C extends Candidate> {

    /**
     * Chooses.
     *
     * @param args the call's side
     * @return the choice; null if there is no candidate, or none that may be asked when panic is not allowed
     */
    @Nullable
    C pick(PickArgs args);
}

package io.meshclient.balance;

import io.meshclient.time.Internal;
import java.util.List;

/**
 * What a service's picks follow until something changes: the picker, and the shares behind it. Immutable.
 *
 * @param picker chooses
 * @param levels the priorities with their shares, the best first
 * @param <C> the candidates' type
 */
@Internal
public record Plan<C extends Candidate>(Picker<C> picker, List<LevelShare> levels) {

    static <C extends Candidate> Plan<C> empty() {
        return new Plan<>(args -> null, List.of());
    }
}

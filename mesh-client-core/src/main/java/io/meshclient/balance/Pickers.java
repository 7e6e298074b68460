package io.meshclient.balance;

import io.meshclient.time.Internal;
import io.meshclient.time.RandomSource;
import java.util.List;

/** Builds pickers by the name of their policy, for candidates whose health is looked at once. */
@Internal
public final class Pickers {

    private Pickers() {}

    /**
     * A picker over a set of candidates. It spreads calls over priorities by the health that the candidates have now; panic
     * is the caller's to say, by {@link PickArgs#at}.
     *
     * @param policy such as {@code peak-ewma}
     * @param candidates of all priorities
     * @param random where cursors start
     * @param <C> the candidates' type
     * @return the picker
     * @throws IllegalArgumentException for another name
     */
    public static <C extends Candidate> Picker<C> build(String policy, List<C> candidates, RandomSource random) {
        return Arrangement.of(policy, Spread.PLAIN, candidates, random)
                .plan(Callers.UNKNOWN, ZoneLoads.UNKNOWN)
                .picker();
    }
}

package io.meshclient.balance;

import io.meshclient.balance.PickArgs.Decision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Draws one of the tiers by their load; whom a rung does not find there, it looks for in the others, the best first. So
 * health decides how calls are spread, and nothing that is available is left unasked.
 */
final class PriorityPicker<C extends Candidate> implements Picker<C> {

    private final Tier<C>[] tiers;
    private final PrioritySet panic;
    private final int only; // takes all; −1 if the load is split

    @SuppressWarnings("unchecked")
    PriorityPicker(List<Tier<C>> tiers, PrioritySet panic) {
        this.tiers = tiers.toArray(Tier[]::new);
        this.panic = panic;
        int all = -1;
        for (int i = 0; i < this.tiers.length; i++) {
            all = this.tiers[i].load() == 100 ? i : all;
        }
        this.only = all;
    }

    @Override
    public @Nullable C pick(PickArgs args) {
        args.under(panic);
        int drawn = first(args);
        Tier<C> first = tiers[drawn];
        if (first.refuses()) {
            return null;
        }
        for (Rung rung : Rung.inOrder()) {
            C picked = first.picker().pick(args, rung);
            if (picked == null && tiers.length > 1) {
                picked = elsewhere(args, rung, drawn);
            }
            if (picked != null) {
                return picked;
            }
        }
        return null;
    }

    private int first(PickArgs args) {
        PreviousPriorities previous = args.previousPriorities();
        if (previous != null && previous.avoidsAny()) {
            int elsewhere = drawBeside(previous, args);
            if (elsewhere >= 0) {
                return elsewhere;
            }
            previous.forget(); // nobody else could take the call
        }
        return only >= 0 ? only : draw(args);
    }

    /** As if the avoided priorities could take no calls; −1 if no other could. */
    private int drawBeside(PreviousPriorities previous, PickArgs args) {
        int total = 0;
        int best = -1;
        for (int i = tiers.length - 1; i >= 0; i--) {
            int availability = availability(i, previous);
            total += availability;
            best = availability > 0 ? i : best;
        }
        int left = best < 0 ? 0 : (int) (100 * args.share(Decision.PRIORITY));
        for (int i = 0; i < tiers.length && best >= 0; i++) {
            left -= 100 * availability(i, previous) / Math.min(100, total);
            if (left < 0) {
                return i;
            }
        }
        return best; // what rounding leaves, as in Envoy
    }

    private int availability(int tier, PreviousPriorities previous) {
        return previous.avoids(tiers[tier].priority()) ? 0 : tiers[tier].availability();
    }

    private int draw(PickArgs args) {
        int left = (int) (100 * args.share(Decision.PRIORITY));
        for (int i = 0; i < tiers.length; i++) {
            left -= tiers[i].load();
            if (left < 0) {
                return i;
            }
        }
        return 0;
    }

    private @Nullable C elsewhere(PickArgs args, Rung rung, int drawn) {
        for (int i = 0; i < tiers.length; i++) {
            C picked =
                    i == drawn || tiers[i].refuses() ? null : tiers[i].picker().pick(args, rung);
            if (picked != null) {
                return picked;
            }
        }
        return null;
    }
}

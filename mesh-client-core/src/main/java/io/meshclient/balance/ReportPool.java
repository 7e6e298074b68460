package io.meshclient.balance;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The last few reports of calls in flight and latency, one for each candidate, and the choice among them. Safe for use
 * by many threads: a lock is held for a look at a few numbers. Choosing allocates nothing.
 *
 * <p>Source: Wydrowski et al., "Load is not what you should balance: Introducing Prequal", 2024. An answer is used by
 * adding one to its calls in flight; it may be used {@code b = max(1, 2 ÷ ((1 − pool ÷ n) · r_probe − r_remove))}
 * times, with one report a call ({@code r_probe = 1}), more where endpoints are probed, and one removal in
 * {@value #PICKS_PER_REMOVAL} choices, of the oldest and of the worst in turn. Hot is who has more in flight than a quantile of what the endpoints in the pool
 * reported last; each counts once there, however many calls it gets.
 */
final class ReportPool {

    private static final int PICKS_PER_REMOVAL = 4;

    private final BalancerSettings.Prequal settings;
    private final Candidate[] who; // ordered by age, the oldest first
    private final int[] reported; // calls in flight
    private final int[] inFlight; // the same, and one for each use
    private final double[] latency;
    private final long[] at;
    private final int[] uses;
    private final int[] sorted; // room to sort in
    private int size;
    private int hot = Integer.MAX_VALUE;
    private int picks;

    ReportPool(BalancerSettings.Prequal settings) {
        this.settings = settings;
        this.who = new Candidate[settings.pool()];
        this.reported = new int[settings.pool()];
        this.inFlight = new int[settings.pool()];
        this.latency = new double[settings.pool()];
        this.at = new long[settings.pool()];
        this.uses = new int[settings.pool()];
        this.sorted = new int[settings.pool()];
    }

    /** A candidate's newest report, in the place of its last. */
    synchronized void add(Candidate candidate, int calls, double nanos, long now) {
        forget(candidate);
        if (size == who.length) {
            remove(0);
        }
        who[size] = candidate;
        reported[size] = calls;
        inFlight[size] = calls;
        latency[size] = nanos;
        at[size] = now;
        uses[size] = 0;
        size++;
        hot = quantile();
    }

    /** Rounded down to one of the numbers: of two or three endpoints the fullest can be hot too. */
    private int quantile() {
        System.arraycopy(reported, 0, sorted, 0, size);
        Arrays.sort(sorted, 0, size);
        return sorted[(int) (settings.hotQuantile() * (size - 1))];
    }

    /** It failed: however idle and quick it says it is, that draws no calls. */
    synchronized void forget(Candidate candidate) {
        for (int i = 0; i < size; i++) {
            if (who[i] == candidate) {
                remove(i);
                return;
            }
        }
    }

    private void remove(int index) {
        size--;
        move(who, index);
        System.arraycopy(reported, index + 1, reported, index, size - index);
        System.arraycopy(inFlight, index + 1, inFlight, index, size - index);
        System.arraycopy(latency, index + 1, latency, index, size - index);
        System.arraycopy(at, index + 1, at, index, size - index);
        System.arraycopy(uses, index + 1, uses, index, size - index);
    }

    @SuppressWarnings("NullAway") // places from size on are empty
    private void move(@Nullable Candidate[] places, int index) {
        System.arraycopy(places, index + 1, places, index, size - index);
        places[size] = null;
    }

    /**
     * Of those with a report that counts, whom {@code members} takes: if any is cold, the quickest of these; else the
     * one with the fewest calls in flight. Null if fewer than two are left to choose from.
     */
    synchronized @Nullable Candidate choose(Members members, PickArgs args, Rung rung) {
        while (size > 0 && args.now() - at[0] > settings.maxAgeNanos()) {
            remove(0);
        }
        int best = -1;
        int usable = 0;
        for (int i = 0; i < size; i++) {
            if (members.takes(who[i], args, rung)) {
                usable++;
                best = best < 0 || better(i, best) ? i : best;
            }
        }
        if (usable < 2) {
            return null;
        }
        Candidate chosen = who[best];
        use(best, members.count());
        if (++picks % PICKS_PER_REMOVAL == 0 && size > 2) {
            remove(picks % (2 * PICKS_PER_REMOVAL) == 0 ? 0 : worst());
        }
        return chosen;
    }

    private boolean better(int challenger, int holder) {
        boolean cold = inFlight[challenger] <= hot;
        boolean holderCold = inFlight[holder] <= hot;
        if (cold != holderCold) {
            return cold;
        }
        return cold ? latency[challenger] < latency[holder] : inFlight[challenger] < inFlight[holder];
    }

    private int worst() {
        int worst = 0;
        for (int i = 1; i < size; i++) {
            worst = better(worst, i) ? i : worst;
        }
        return worst;
    }

    private void use(int index, int candidates) {
        inFlight[index]++;
        uses[index]++;
        double added = (1 - (double) who.length / candidates) * settings.reportsPerCall() - 1.0 / PICKS_PER_REMOVAL;
        if (added > 0 && uses[index] >= Math.max(1, 2 / added)) {
            remove(index);
        }
    }

    /** Who may be chosen. */
    interface Members {

        /** Whether the candidate is one of them, the rung takes it, and it is ready. */
        boolean takes(Candidate candidate, PickArgs args, Rung rung);

        /** How many there are. */
        int count();
    }
}

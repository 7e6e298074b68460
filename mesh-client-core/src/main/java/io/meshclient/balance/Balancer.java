package io.meshclient.balance;

import io.meshclient.stats.LoadReport;
import io.meshclient.time.Internal;
import io.meshclient.time.RandomSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one service chooses: its policy with its numbers, and what that remembers while endpoints come and go. Safe for
 * use by many threads.
 */
@Internal
public final class Balancer {

    private final BalancerSettings settings;
    private final RandomSource random;
    private final ReportPool pool;

    /**
     * A balancer that remembers nothing yet.
     *
     * @param settings the policy and its numbers
     * @param random where cursors start
     */
    public Balancer(BalancerSettings settings, RandomSource random) {
        this.settings = settings;
        this.random = random;
        this.pool = new ReportPool(settings.prequal());
    }

    /**
     * Whether responses are searched for reports of load.
     *
     * @return true for {@code orca} and {@code prequal}
     */
    public boolean wantsReports() {
        return settings.policy().equals("orca") || settings.policy().equals("prequal");
    }

    /**
     * How often a new picker is worth making although no endpoint changed.
     *
     * @return nanoseconds; 0 for never
     */
    public long refreshNanos() {
        return settings.policy().equals("orca") ? settings.orca().updateNanos() : 0;
    }

    /**
     * An attempt ended. What a failure reports does not count: an endpoint that fails fast is idle and quick.
     *
     * @param candidate who was asked
     * @param report what it said of its load, if it did
     * @param failed whether the attempt counts against it
     * @param nowNanos the time
     */
    public void ended(Candidate candidate, @Nullable LoadReport report, boolean failed, long nowNanos) {
        if (failed) {
            pool.forget(candidate);
        } else if (report != null && report.has(LoadReport.IN_FLIGHT)) {
            int calls = (int) Math.max(0, Math.min(Integer.MAX_VALUE - 1, report.get(LoadReport.IN_FLIGHT)));
            double latency =
                    report.has(LoadReport.LATENCY) ? report.get(LoadReport.LATENCY) * 1e6 : candidate.cost(nowNanos);
            pool.add(candidate, calls, latency, nowNanos);
        }
    }

    /**
     * What a report means for {@code orca}.
     *
     * @param report of an endpoint
     * @return its weight, 0 for none
     */
    public double weight(LoadReport report) {
        return report.weight(settings.orca().metrics(), settings.orca().errorPenalty());
    }

    /**
     * How long a report counts for {@code orca}.
     *
     * @return nanoseconds
     */
    public long expiryNanos() {
        return settings.orca().expiryNanos();
    }

    /**
     * A picker over a set of candidates that spreads calls over priorities by the health that they have now.
     *
     * @param candidates of all priorities
     * @param nowNanos the time
     * @param <C> the candidates' type
     * @return the picker
     * @throws IllegalArgumentException if there is no such policy
     */
    public <C extends Candidate> Picker<C> picker(List<C> candidates, long nowNanos) {
        return Arrangement.of(this, Spread.PLAIN, candidates, nowNanos)
                .plan(Callers.UNKNOWN, ZoneLoads.UNKNOWN)
                .picker();
    }

    ReportPool pool() {
        return pool;
    }

    BalancerSettings settings() {
        return settings;
    }

    RandomSource random() {
        return random;
    }
}

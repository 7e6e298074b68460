package io.meshclient.guard;

/**
 * Follows the gradient between the long-term average of the latency and the latest one.
 *
 * <p>Source: Netflix concurrency-limits {@code Gradient2Limit}: {@code gradient = clamp(tolerance · longRtt / rtt, 0.5, 1)}
 * and {@code limit = (1 − smoothing) · limit + smoothing · (gradient · limit + queue)}, while at least half of the limit is
 * used; {@code longRtt} is an exponential average over a window of samples, the mean of the first ten, and shrinks by 5 %
 * for each sample that is less than half of it, so that it comes down after an overload.
 *
 * <p>One difference: a drop counts as the steepest gradient without room for a queue ({@code limit · (1 − smoothing / 2)}),
 * and its latency is not averaged. There it is a latency like others, so that a server that turns calls away at once looks like a
 * quick one and gets more of them.
 */
final class Gradient2Limit implements ConcurrencyLimit {

    private static final int WARM_UP = 10;
    private static final double STEEPEST = 0.5;
    private static final double DRIFT = 0.95;

    private final LimitRules.Gradient2 rules;
    private double limit;
    private double longRtt;
    private int count; // of samples, up to the warm-up's
    private double sum; // of those

    Gradient2Limit(LimitRules.Gradient2 rules) {
        this.rules = rules;
        this.limit = rules.bounds().initial();
    }

    @Override
    public int sample(long nowNanos, long rttNanos, int inFlight, boolean dropped) {
        if (dropped) {
            move(STEEPEST * limit);
            return (int) limit;
        }
        double average = average(rttNanos);
        if (average / rttNanos > 2) {
            longRtt = average * DRIFT;
        }
        if (inFlight >= limit / 2) {
            double gradient = Math.max(STEEPEST, Math.min(1, rules.rttTolerance() * average / rttNanos));
            move(gradient * limit + rules.queue());
        }
        return (int) limit;
    }

    private double average(long rttNanos) {
        if (count < WARM_UP) {
            count++;
            sum += rttNanos;
            longRtt = sum / count;
        } else {
            double part = 2.0 / (rules.longWindow() + 1);
            longRtt = longRtt * (1 - part) + rttNanos * part;
        }
        return longRtt;
    }

    private void move(double to) {
        limit = rules.bounds().clamp(limit * (1 - rules.smoothing()) + to * rules.smoothing());
    }
}

package io.meshclient.guard;

import io.meshclient.time.Internal;

/**
 * Mean and standard deviation of the success rates of a cluster's endpoints, collected in two rounds: {@link #add} all, then
 * {@link #addDeviation} all again. Allocates nothing; not for use by several threads.
 *
 * <p>Source: Envoy {@code outlier_detection_impl.cc}: population standard deviation; an outlier is below
 * {@code mean − factor · stdev}. Of 50, 100, 100, 100, 100 the mean is 90, the deviation 20, and the limit 52.
 */
@Internal
public final class SuccessRates {

    private int count;
    private double sum;
    private double squares;

    /**
     * First round.
     *
     * @param percent an endpoint's success rate; NaN is passed over
     */
    public void add(double percent) {
        if (!Double.isNaN(percent)) {
            count++;
            sum += percent;
        }
    }

    /**
     * Second round.
     *
     * @param percent the same again
     */
    public void addDeviation(double percent) {
        if (!Double.isNaN(percent)) {
            double deviation = percent - sum / count;
            squares += deviation * deviation;
        }
    }

    /**
     * How many were added.
     *
     * @return 0 or more
     */
    public int count() {
        return count;
    }

    /**
     * The success rate below which an endpoint is an outlier.
     *
     * @param factor standard deviations
     * @return a percentage; may be negative
     */
    public double limit(double factor) {
        return sum / count - factor * Math.sqrt(squares / count);
    }

    /** Begins anew. */
    public void clear() {
        count = 0;
        sum = 0;
        squares = 0;
    }
}

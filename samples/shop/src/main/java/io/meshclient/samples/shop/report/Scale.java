package io.meshclient.samples.shop.report;

import java.util.ArrayList;
import java.util.List;

/** Maps values to places along an axis. Values beyond an end are drawn at that end. */
record Scale(double low, double high, double start, double end, boolean logarithmic) {
    Scale {
        if (!(low < high) || (logarithmic && low <= 0)) {
            throw new IllegalArgumentException("no scale from " + low + " to " + high);
        }
    }

    static Scale linear(double low, double high, double start, double end) {
        return new Scale(low, high, start, end, false);
    }

    /** Equal distances are equal ratios. */
    static Scale logarithmic(double low, double high, double start, double end) {
        return new Scale(low, high, start, end, true);
    }

    double at(double value) {
        double within = Math.min(Math.max(value, low), high);
        double share = logarithmic ? Math.log(within / low) / Math.log(high / low) : (within - low) / (high - low);
        return start + share * (end - start);
    }

    /** Round values for the axis: powers of ten when logarithmic, else at most {@code most} multiples of 1, 2 or 5. */
    List<Double> ticks(int most) {
        return logarithmic ? powersOfTen() : multiples(step(most));
    }

    private List<Double> powersOfTen() {
        List<Double> ticks = new ArrayList<>();
        for (int power = (int) Math.ceil(Math.log10(low) - 1e-9); Math.pow(10, power) <= high; power++) {
            ticks.add(Math.pow(10, power));
        }
        return ticks;
    }

    private List<Double> multiples(double step) {
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high * (1 + 1e-9); i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    private double step(int most) {
        double least = (high - low) / Math.max(1, most - 1);
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (double nice : new double[] {1, 2, 5}) {
            if (nice * power >= least * (1 - 1e-9)) {
                return nice * power;
            }
        }
        return 10 * power;
    }
}

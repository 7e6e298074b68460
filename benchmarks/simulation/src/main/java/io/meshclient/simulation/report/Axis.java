package io.meshclient.simulation.report;

import java.util.ArrayList;
import java.util.List;

/** Maps values to places from bottom to top, with round ends and ticks. Immutable. */
record Axis(double low, double high, boolean logarithmic, List<Double> ticks) {

    private static final int MOST_TICKS = 5;
    private static final double[] NICE = {1, 2, 5};

    /** Equal distances are equal ratios. */
    static Axis logarithmic(double least, double most) {
        double low = niceBelow(Math.max(least, 0.001));
        double high = Math.max(niceAbove(Math.max(most, 0.001)), niceAbove(low * 1.01));
        List<Double> all = new ArrayList<>();
        List<Double> powers = new ArrayList<>();
        for (double tick = low; tick <= high * 1.001; tick = niceAbove(tick * 1.01)) {
            all.add(tick);
            if (Math.abs(tick - power(tick)) < tick * 0.001) {
                powers.add(tick);
            }
        }
        return new Axis(low, high, true, all.size() > MOST_TICKS + 1 && powers.size() > 1 ? powers : all);
    }

    /** Equal distances are equal differences. */
    static Axis linear(double least, double most) {
        double step = niceAbove(Math.max(most - least, 1e-6) / MOST_TICKS);
        double low = Math.floor(least / step + 1e-9) * step;
        double high = Math.max(Math.ceil(most / step - 1e-9) * step, low + step);
        List<Double> ticks = new ArrayList<>();
        for (int i = 0; low + i * step <= high + step * 0.001; i++) {
            ticks.add(low + i * step);
        }
        return new Axis(low, high, false, ticks);
    }

    /** 0 at the bottom, 1 at the top; beyond the ends it is at the end. */
    double at(double value) {
        double within = Math.min(Math.max(value, low), high);
        return logarithmic ? StrictMath.log(within / low) / StrictMath.log(high / low) : (within - low) / (high - low);
    }

    private static double power(double value) {
        double power = StrictMath.pow(10, Math.floor(StrictMath.log10(value) + 1e-9));
        return power;
    }

    private static double niceBelow(double value) {
        double power = power(value);
        double best = power;
        for (double nice : NICE) {
            best = nice * power <= value * 1.0001 ? nice * power : best;
        }
        return best;
    }

    private static double niceAbove(double value) {
        double power = power(value);
        for (double nice : NICE) {
            if (nice * power >= value * 0.9999) {
                return nice * power;
            }
        }
        return 10 * power;
    }
}

package io.meshclient.simulation.report;

import io.meshclient.simulation.scenario.ScenarioSpec;
import io.meshclient.simulation.scenario.TroubleSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/** One run over time, in steps of a second, or longer ones if that would be more than 120. Calls stand where they began. */
final class Series {

    private static final int MOST_STEPS = 120;

    private final long step;
    private final int steps;
    private final double[] p99;
    private final double[] success;
    private final double[] attempts;
    private final double[] share;

    Series(ScenarioSpec scenario, Recording recording) {
        long seconds = (scenario.duration() + 999_999_999L) / 1_000_000_000L;
        step = 1_000_000_000L * ((seconds + MOST_STEPS - 1) / MOST_STEPS);
        steps = (int) ((scenario.duration() + step - 1) / step);
        p99 = new double[steps];
        success = new double[steps];
        attempts = new double[steps];
        share = new double[steps];
        calls(recording);
        attempts(scenario, recording);
    }

    private void calls(Recording recording) {
        int[] count = new int[steps];
        int[] lost = new int[steps];
        for (int call = 0; call < recording.calls(); call++) {
            int at = (int) (recording.start(call) / step);
            count[at]++;
            lost[at] += recording.isLost(call) ? 1 : 0;
        }
        long[][] latencies = new long[steps][];
        for (int at = 0; at < steps; at++) {
            latencies[at] = new long[count[at]];
            success[at] = count[at] == 0 ? Double.NaN : 100.0 * (count[at] - lost[at]) / count[at];
            attempts[at] = count[at];
        }
        for (int call = 0; call < recording.calls(); call++) {
            int at = (int) (recording.start(call) / step);
            latencies[at][--count[at]] = recording.latency(call);
        }
        for (int at = 0; at < steps; at++) {
            Arrays.sort(latencies[at]);
            p99[at] = latencies[at].length == 0 ? Double.NaN : Measures.rank(latencies[at], 0.99) / 1e6;
        }
    }

    private void attempts(ScenarioSpec scenario, Recording recording) {
        TreeSet<Integer> troubled = new TreeSet<>();
        for (TroubleSpec trouble : scenario.troubles()) {
            troubled.addAll(trouble.servers());
        }
        long[] all = new long[steps];
        long[] hit = new long[steps];
        for (int server = 0; server < recording.servers(); server++) {
            for (int slice = 0; slice < recording.slices(); slice++) {
                int at = (int) Math.min(steps - 1, slice * Recording.SLICE_NANOS / step);
                all[at] += recording.attempts(server, slice);
                hit[at] += troubled.contains(server) ? recording.attempts(server, slice) : 0;
            }
        }
        for (int at = 0; at < steps; at++) {
            attempts[at] = attempts[at] == 0 ? Double.NaN : all[at] / attempts[at];
            share[at] = all[at] == 0 ? Double.NaN : 100.0 * hit[at] / all[at];
        }
    }

    /** Milliseconds; NaN where there was no call. */
    double[] p99() {
        return p99;
    }

    /** Percent. */
    double[] success() {
        return success;
    }

    /** Attempts ÷ calls. */
    double[] attempts() {
        return attempts;
    }

    /** The share of all attempts that went to servers that are ever in trouble, in percent. */
    double[] share() {
        return share;
    }

    /** The middle of a step, in seconds. */
    double middle(int at) {
        return (at + 0.5) * step / 1e9;
    }

    static List<Series> of(ScenarioSpec scenario, List<Measures> runs) {
        List<Series> series = new ArrayList<>();
        runs.forEach(run -> series.add(new Series(scenario, run.recording())));
        return series;
    }
}

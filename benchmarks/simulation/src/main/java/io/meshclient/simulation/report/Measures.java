package io.meshclient.simulation.report;

import io.meshclient.simulation.scenario.PolicySpec;
import io.meshclient.simulation.scenario.ScenarioSpec;
import io.meshclient.simulation.scenario.ServerSpec;
import io.meshclient.time.Internal;
import java.util.Arrays;
import java.util.List;

/**
 * The numbers of one run. Counted are the calls that began between the end of the warm-up and the end of the load; a lost
 * call counts with the time that it took.
 */
@Internal
public final class Measures {

    private final ScenarioSpec scenario;
    private final PolicySpec policy;
    private final Recording recording;
    private final long[] latencies;
    private final long lost;
    private final List<Reaction> reactions;

    /**
     * Measures a run.
     *
     * @param scenario what happened
     * @param policy who decided
     * @param recording what was recorded
     */
    public Measures(ScenarioSpec scenario, PolicySpec policy, Recording recording) {
        this.scenario = scenario;
        this.policy = policy;
        this.recording = recording;
        long[] counted = new long[recording.calls()];
        int calls = 0;
        long failed = 0;
        for (int call = 0; call < recording.calls(); call++) {
            if (recording.start(call) >= scenario.warmUp()) {
                counted[calls++] = recording.latency(call);
                failed += recording.isLost(call) ? 1 : 0;
            }
        }
        latencies = Arrays.copyOf(counted, calls);
        Arrays.sort(latencies);
        lost = failed;
        reactions = scenario.troubles().stream()
                .map(trouble -> Reaction.of(scenario, trouble, recording))
                .toList();
    }

    /**
     * Who decided.
     *
     * @return the policy
     */
    public PolicySpec policy() {
        return policy;
    }

    Recording recording() {
        return recording;
    }

    /**
     * Events of the loop.
     *
     * @return a count
     */
    public long events() {
        return recording.events();
    }

    /**
     * How many calls were counted.
     *
     * @return a count
     */
    public long calls() {
        return latencies.length;
    }

    /**
     * How many of them failed.
     *
     * @return a count
     */
    public long lost() {
        return lost;
    }

    /**
     * The shortest time within which a part of the calls was over: the nearest rank, no interpolation.
     *
     * @param part 0 &lt; p ≤ 1
     * @return nanoseconds; 0 if there was no call
     */
    public long percentile(double part) {
        return rank(latencies, part);
    }

    /** The nearest rank in sorted values. */
    static long rank(long[] sorted, double part) {
        if (sorted.length == 0) {
            return 0;
        }
        int rank = (int) Math.ceil(part * sorted.length - 1e-9);
        return sorted[Math.max(0, Math.min(sorted.length, rank) - 1)];
    }

    /**
     * Attempts that began, over calls that began, in a part of the time.
     *
     * @param from nanoseconds, in whole slices
     * @param to nanoseconds
     * @return 1 or more; 0 if no call began
     */
    public double attemptsPerCall(long from, long to) {
        long calls = 0;
        for (int call = 0; call < recording.calls(); call++) {
            calls += recording.start(call) >= from && recording.start(call) < to ? 1 : 0;
        }
        long attempts = 0;
        for (int server = 0; server < recording.servers(); server++) {
            attempts += attempts(server, from, to);
        }
        return calls == 0 ? 0 : (double) attempts / calls;
    }

    /**
     * Attempts that began, over calls that began, in all the time that counts.
     *
     * @return 1 or more
     */
    public double attemptsPerCall() {
        return attemptsPerCall(scenario.warmUp(), scenario.duration());
    }

    private long attempts(int server, long from, long to) {
        long sum = 0;
        int end = (int) Math.min(recording.slices(), to / Recording.SLICE_NANOS);
        for (int slice = (int) (from / Recording.SLICE_NANOS); slice < end; slice++) {
            sum += recording.attempts(server, slice);
        }
        return sum;
    }

    /**
     * The least and the most loaded server: attempts a second while it was listed, over the mean of all.
     *
     * @return two numbers; 1 and 1 if all got the same
     */
    public double[] spread() {
        double[] rates = new double[recording.servers()];
        int count = 0;
        for (ServerSpec server : scenario.servers()) {
            long from = Math.max(server.joins(), scenario.warmUp());
            long to = Math.min(server.leaves(), scenario.duration());
            if (to - from >= Recording.SLICE_NANOS) {
                rates[count++] = attempts(server.index(), from, to) * 1e9 / (to - from);
            }
        }
        double[] listed = Arrays.copyOf(rates, count);
        double sum = 0;
        double least = Double.MAX_VALUE;
        double most = 0;
        for (double rate : listed) {
            sum += rate;
            least = Math.min(least, rate);
            most = Math.max(most, rate);
        }
        return sum == 0 ? new double[] {0, 0} : new double[] {least * count / sum, most * count / sum};
    }

    /**
     * How it reacted to each trouble.
     *
     * @return in the order of the troubles
     */
    public List<Reaction> reactions() {
        return reactions;
    }
}

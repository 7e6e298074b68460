package io.meshclient.simulation.report;

import io.meshclient.simulation.scenario.ScenarioSpec;
import io.meshclient.simulation.scenario.ServerSpec;
import io.meshclient.simulation.scenario.TroubleSpec;
import io.meshclient.time.Internal;

/**
 * How soon traffic left the servers in trouble, and how soon it came back. Looked at is their share of all attempts, in
 * windows of one second that begin every 100 ms, beside their share before the trouble.
 *
 * @param detect from the trouble's beginning to the beginning of the first window, within the trouble, in which they got
 *     less than a tenth of that share; {@link #NEVER} or {@link #UNKNOWN}
 * @param recover from the trouble's end to the beginning of the first window in which they got at least half of it
 */
@Internal
public record Reaction(long detect, long recover) {

    /** It did not happen. */
    public static final long NEVER = Long.MAX_VALUE;

    /** The trouble, or the time after it, is shorter than a window; or all servers were in trouble. */
    public static final long UNKNOWN = -1;

    private static final int WINDOW = 10;
    private static final double GONE = 0.1;
    private static final double BACK = 0.5;

    static Reaction of(ScenarioSpec scenario, TroubleSpec trouble, Recording recording) {
        int begin = slice(trouble.at());
        int end = Math.min(slice(trouble.end()), recording.slices());
        double before = share(trouble, recording, slice(scenario.warmUp()), begin);
        before = before < 0 ? fairShare(scenario, trouble) : before;
        boolean others = trouble.servers().size() < listed(scenario, trouble.at());
        if (!others) {
            return new Reaction(UNKNOWN, UNKNOWN);
        }
        long detect = end - begin < WINDOW ? UNKNOWN : NEVER;
        for (int at = begin; at + WINDOW <= end && detect == NEVER; at++) {
            double share = share(trouble, recording, at, at + WINDOW);
            detect = share >= 0 && share < GONE * before ? since(begin, at) : NEVER;
        }
        long recover = recording.slices() - end < WINDOW ? UNKNOWN : NEVER;
        for (int at = end; at + WINDOW <= recording.slices() && recover == NEVER; at++) {
            recover = share(trouble, recording, at, at + WINDOW) >= BACK * before ? since(end, at) : NEVER;
        }
        return new Reaction(detect, recover);
    }

    private static int slice(long nanos) {
        return (int) (nanos / Recording.SLICE_NANOS);
    }

    private static long since(int from, int to) {
        return (to - from) * Recording.SLICE_NANOS;
    }

    /** Negative if nobody got anything. */
    private static double share(TroubleSpec trouble, Recording recording, int from, int to) {
        long all = 0;
        long hit = 0;
        for (int server = 0; server < recording.servers(); server++) {
            for (int slice = from; slice < to; slice++) {
                all += recording.attempts(server, slice);
            }
        }
        for (int server : trouble.servers()) {
            for (int slice = from; slice < to; slice++) {
                hit += recording.attempts(server, slice);
            }
        }
        return all == 0 ? -1 : (double) hit / all;
    }

    private static double fairShare(ScenarioSpec scenario, TroubleSpec trouble) {
        return (double) trouble.servers().size() / listed(scenario, trouble.at());
    }

    private static long listed(ScenarioSpec scenario, long time) {
        long count = 0;
        for (ServerSpec server : scenario.servers()) {
            count += server.joins() <= time && time < server.leaves() ? 1 : 0;
        }
        return Math.max(1, count);
    }
}

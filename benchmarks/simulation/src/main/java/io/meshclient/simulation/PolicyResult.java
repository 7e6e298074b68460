package io.meshclient.simulation;

import io.meshclient.simulation.report.Measures;
import io.meshclient.simulation.report.Reaction;
import java.time.Duration;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * How one policy did in a scenario. Counted are the calls that began between the end of the warm-up and the end of the
 * load. Immutable.
 */
public final class PolicyResult {

    private final Measures measures;

    PolicyResult(Measures measures) {
        this.measures = measures;
    }

    /**
     * The policy's name in the scenario.
     *
     * @return such as {@code peak-ewma}
     */
    public String name() {
        return measures.policy().name();
    }

    /**
     * Whether it is a reference, such as {@code ideal}, and no configuration of the library.
     *
     * @return true if so
     */
    public boolean isReference() {
        return measures.policy().reference();
    }

    /**
     * How many calls were counted.
     *
     * @return a count
     */
    public long calls() {
        return measures.calls();
    }

    /**
     * How many of them ended without a response, or with a status of 500 or more.
     *
     * @return a count
     */
    public long lost() {
        return measures.lost();
    }

    /**
     * The time within which a part of the calls was over, lost ones included: the nearest rank.
     *
     * @param percent such as 99.9
     * @return the time
     */
    public Duration percentile(double percent) {
        if (percent <= 0 || percent > 100) {
            throw new IllegalArgumentException(percent + " is no percentile; allowed: above 0, up to 100");
        }
        return Duration.ofNanos(measures.percentile(percent / 100));
    }

    /**
     * Attempts that began, over calls that began.
     *
     * @return 1 or more, unless calls were refused
     */
    public double attemptsPerCall() {
        return measures.attemptsPerCall();
    }

    /**
     * Attempts that began, over calls that began, in a part of the time.
     *
     * @param from since the beginning of the scenario, in steps of 100 ms
     * @param to since the beginning of the scenario
     * @return 0 if no call began
     */
    public double attemptsPerCall(Duration from, Duration to) {
        return measures.attemptsPerCall(from.toNanos(), to.toNanos());
    }

    /**
     * The attempts a second of the most loaded server, over the mean of all servers.
     *
     * @return 1 if all got the same
     */
    public double mostLoaded() {
        return measures.spread()[1];
    }

    /**
     * The attempts a second of the least loaded server, over the mean of all servers.
     *
     * @return 1 if all got the same
     */
    public double leastLoaded() {
        return measures.spread()[0];
    }

    /**
     * How long it took until the servers in trouble got less than a tenth of their traffic: the longest over all troubles
     * that last a second at least.
     *
     * @return empty if that never happened in one of them, or if there was none
     */
    public Optional<Duration> timeToDetect() {
        return longest(Reaction::detect);
    }

    /**
     * How long it took after a trouble until its servers had at least half of their traffic back: the longest over all.
     *
     * @return empty if that never happened after one of them, or if there was none
     */
    public Optional<Duration> timeToRecover() {
        return longest(Reaction::recover);
    }

    private Optional<Duration> longest(ToLongFunction<Reaction> reaction) {
        long longest = measures.reactions().stream().mapToLong(reaction).max().orElse(Reaction.UNKNOWN);
        boolean known = longest != Reaction.UNKNOWN && longest != Reaction.NEVER;
        return known ? Optional.of(Duration.ofNanos(longest)) : Optional.empty();
    }

    @Override
    public String toString() {
        return name() + ": " + lost() + " of " + calls() + " calls lost, p99 "
                + percentile(99).toNanos() / 1e6 + " ms";
    }
}

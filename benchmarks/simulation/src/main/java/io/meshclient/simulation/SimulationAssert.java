package io.meshclient.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Assertions about a simulation, for tests. They hold for every policy of the scenario, references excluded, or for the
 * one that {@link #policy} names. What fails throws an {@link AssertionError} whose message ends with the table.
 *
 * <pre>{@code
 * assertThat(simulate(Scenario.read(path))).p99Below(Duration.ofMillis(80)).lostAtMost(0);
 * }</pre>
 */
public final class SimulationAssert {

    private final SimulationResult result;
    private final List<PolicyResult> policies;

    private SimulationAssert(SimulationResult result, List<PolicyResult> policies) {
        this.result = result;
        this.policies = policies;
    }

    /**
     * Begins with every policy.
     *
     * @param result of a simulation
     * @return assertions about it
     */
    public static SimulationAssert assertThat(SimulationResult result) {
        return new SimulationAssert(
                result,
                result.policies().stream()
                        .filter(policy -> !policy.isReference())
                        .toList());
    }

    /**
     * Goes on with one policy alone.
     *
     * @param name such as {@code peak-ewma}
     * @return assertions about it
     * @throws IllegalArgumentException if the scenario has no such policy
     */
    public SimulationAssert policy(String name) {
        return new SimulationAssert(result, List.of(result.policy(name)));
    }

    /**
     * The 99th percentile is below a time.
     *
     * @param limit the time
     * @return this
     */
    public SimulationAssert p99Below(Duration limit) {
        return percentileBelow(99, limit);
    }

    /**
     * A percentile is below a time.
     *
     * @param percent such as 99.9
     * @param limit the time
     * @return this
     */
    public SimulationAssert percentileBelow(double percent, Duration limit) {
        return each(policy -> {
            Duration is = policy.percentile(percent);
            return is.compareTo(limit) < 0
                    ? ""
                    : "p" + number(percent) + " is " + millis(is) + ", not below " + millis(limit);
        });
    }

    /**
     * The 99th percentile is at most a multiple of the ideal's.
     *
     * @param factor such as 1.15
     * @return this
     * @throws IllegalArgumentException if {@code ideal} is not among the scenario's references
     */
    public SimulationAssert p99AtMostOfIdeal(double factor) {
        Duration ideal = result.policy("ideal").percentile(99);
        return each(policy -> {
            double is = (double) policy.percentile(99).toNanos() / Math.max(1, ideal.toNanos());
            return is <= factor ? "" : "p99 is " + is + " times the ideal's " + millis(ideal) + ", more than " + factor;
        });
    }

    /**
     * At most so many calls were lost.
     *
     * @param calls a count
     * @return this
     */
    public SimulationAssert lostAtMost(long calls) {
        return each(policy -> policy.lost() <= calls
                ? ""
                : policy.lost() + " of " + policy.calls() + " calls were lost, more than " + calls);
    }

    /**
     * At most such a part of the calls was lost.
     *
     * @param percent such as 0.1
     * @return this
     */
    public SimulationAssert lostPercentAtMost(double percent) {
        return each(policy -> policy.lost() * 100.0 <= percent * policy.calls()
                ? ""
                : policy.lost() + " of " + policy.calls() + " calls were lost, more than " + number(percent) + " %");
    }

    /**
     * Attempts ÷ calls is at most a number.
     *
     * @param most such as 1.25
     * @return this
     */
    public SimulationAssert attemptsPerCallAtMost(double most) {
        return each(policy -> policy.attemptsPerCall() <= most
                ? ""
                : "there were " + policy.attemptsPerCall() + " attempts for each call, more than " + most);
    }

    /**
     * No server got more than a multiple of the mean.
     *
     * @param most such as 1.2
     * @return this
     */
    public SimulationAssert mostLoadedAtMost(double most) {
        return each(policy -> policy.mostLoaded() <= most
                ? ""
                : "the most loaded server got " + policy.mostLoaded() + " times the mean, more than " + most);
    }

    /**
     * Traffic left the servers in trouble within a time, in each trouble.
     *
     * @param limit the time
     * @return this
     */
    public SimulationAssert detectsWithin(Duration limit) {
        return each(policy -> within("detect", policy.timeToDetect(), limit));
    }

    /**
     * Traffic came back within a time after each trouble.
     *
     * @param limit the time
     * @return this
     */
    public SimulationAssert recoversWithin(Duration limit) {
        return each(policy -> within("recover", policy.timeToRecover(), limit));
    }

    /**
     * What the scenario itself expects of its first policy was reached.
     *
     * @return this
     */
    public SimulationAssert isAsExpected() {
        if (!result.asExpected()) {
            throw new AssertionError("The first policy missed what the scenario expects\n\n" + result.table());
        }
        return this;
    }

    private static String within(String what, Optional<Duration> is, Duration limit) {
        if (is.isEmpty()) {
            return "it took for ever to " + what + ", or there was nothing to " + what;
        }
        return is.get().compareTo(limit) <= 0
                ? ""
                : "it took " + millis(is.get()) + " to " + what + ", more than " + millis(limit);
    }

    private SimulationAssert each(Function<PolicyResult, String> check) {
        for (PolicyResult policy : policies) {
            String problem = check.apply(policy);
            if (!problem.isEmpty()) {
                throw new AssertionError(policy.name() + ": " + problem + "\n\n" + result.table());
            }
        }
        return this;
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private static String millis(Duration time) {
        return number(time.toNanos() / 1e6) + " ms";
    }
}

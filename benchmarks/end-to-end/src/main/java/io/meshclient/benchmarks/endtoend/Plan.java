package io.meshclient.benchmarks.endtoend;

import io.meshclient.benchmarks.endtoend.contender.ContenderName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How long, how often and in which order. */
public record Plan(
        int rounds, long warmUpMillis, long settleMillis, long measureMillis, List<ContenderName> contenders) {
    static Plan full(List<ContenderName> contenders) {
        return new Plan(10, 15_000, 2_000, 5_000, contenders);
    }

    static Plan quick(List<ContenderName> contenders) {
        return new Plan(3, 3_000, 500, 2_000, contenders);
    }

    /** Each round begins with another contender, and every second round runs backwards, so that neighbours change. */
    List<ContenderName> order(int round) {
        List<ContenderName> order = new ArrayList<>(contenders);
        Collections.rotate(order, -round);
        if (round % 2 == 1) {
            Collections.reverse(order);
        }
        return order;
    }

    Plan with(List<ContenderName> others) {
        return new Plan(rounds, warmUpMillis, settleMillis, measureMillis, others);
    }

    Plan withRounds(int number) {
        return new Plan(number, warmUpMillis, settleMillis, measureMillis, contenders);
    }

    @Override
    public String toString() {
        return "%d rounds, each contender in a new JVM: warm-up %.1f s with 8 callers, then per mode %.1f s to settle and %.1f s measured"
                .formatted(rounds, warmUpMillis / 1e3, settleMillis / 1e3, measureMillis / 1e3);
    }
}

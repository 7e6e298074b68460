package io.meshclient.benchmarks.endtoend;

import io.meshclient.benchmarks.endtoend.Sanity.Episode;
import io.meshclient.benchmarks.endtoend.contender.ContenderName;
import io.meshclient.benchmarks.endtoend.contender.PolicyCounts;
import io.meshclient.benchmarks.endtoend.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a contender did in the sanity round, and why that is or is not the work. */
record SanityReport(
        ContenderName contender, List<Long> spread, Episode one503, Episode sick, Episode dead, String failure) {
    /** Three equal shares are 33 % each; balancing by latency may lean, but must not leave one out. */
    private static final double SMALLEST_SHARE = 0.10;

    /** Without ejection, or something that does the same, a third of the calls would meet the bad backend first. */
    private static final long MOST_RETRIES = Sanity.CALLS / 10;

    /** Of a contender that could not even be examined. */
    static SanityReport failed(ContenderName contender, String why) {
        Episode nothing = new Episode(0, PolicyCounts.NONE);
        return new SanityReport(contender, List.of(), nothing, nothing, nothing, why);
    }

    static Table table(List<SanityReport> reports) {
        Table table = new Table(
                "sanity",
                "spread %",
                "one 503: errors, retries",
                "sick: errors, retries, ejections",
                "dead: errors, retries, ejections",
                "verdict");
        for (SanityReport report : reports) {
            table.row(
                    report.contender.label(),
                    report.shares(),
                    report.one503.errors() + ", " + report.one503.counts().retries(),
                    triple(report.sick),
                    triple(report.dead),
                    report.verdict());
        }
        return table;
    }

    private String shares() {
        return spread.stream()
                .map(served -> String.format(Locale.ROOT, "%.0f", 100 * share(served)))
                .collect(Collectors.joining(" / "));
    }

    private static String triple(Episode episode) {
        return episode.errors() + ", " + episode.counts().retries() + ", "
                + episode.counts().ejections();
    }

    private String verdict() {
        if (!didTheWork()) {
            return "left out: " + String.join("; ", objections());
        }
        return contender.hasPolicies() ? "did the work" : "baseline, no policies";
    }

    boolean didTheWork() {
        return objections().isEmpty();
    }

    private List<String> objections() {
        if (!failure.isEmpty()) {
            return List.of(failure);
        }
        List<String> objections = new ArrayList<>();
        if (spread.stream().anyMatch(served -> share(served) < SMALLEST_SHARE)) {
            objections.add("a backend was left out");
        }
        if (contender.hasPolicies()) {
            policyObjections(objections);
        } else if (one503.errors() == 0) {
            objections.add("the 503 was never seen");
        }
        return objections;
    }

    private void policyObjections(List<String> objections) {
        if (one503.errors() + sick.errors() + dead.errors() > 0) {
            objections.add("a caller saw an error");
        }
        if (one503.counts().retries() != 1) {
            objections.add("one 503 is one retry");
        }
        for (Episode episode : List.of(sick, dead)) {
            if (episode.counts().retries() == 0) {
                objections.add("a bad backend was never met");
            }
            if (episode.counts().retries() > MOST_RETRIES) {
                objections.add("a bad backend was called again and again");
            }
        }
        if (dead.counts().ejections() == 0) {
            objections.add("the dead backend was not taken out");
        }
    }

    private double share(long served) {
        return served / (double) spread.stream().mapToLong(Long::longValue).sum();
    }
}

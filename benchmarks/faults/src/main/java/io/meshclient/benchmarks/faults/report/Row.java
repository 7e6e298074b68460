package io.meshclient.benchmarks.faults.report;

import io.meshclient.benchmarks.faults.trial.Fault;
import io.meshclient.benchmarks.faults.trial.Finding;
import io.meshclient.benchmarks.faults.trial.Measure;
import java.util.List;
import java.util.stream.Collectors;

/** A fault with what was found. */
public record Row(Fault fault, Finding finding) {

    /** {@code met}, or what was missed and by how much. */
    public String verdict() {
        return finding.isMet() ? "met" : "**MISSED**: " + text(finding.missed());
    }

    /** What has a size; what must simply be so is told by what the caller saw. */
    static String sizes(List<Measure> measures) {
        return text(measures.stream().filter(measure -> !measure.isFact()).toList());
    }

    private static String text(List<Measure> measures) {
        return measures.stream().map(Measure::toString).collect(Collectors.joining("; "));
    }
}

package io.meshclient.benchmarks.faults.trial;

import java.util.List;
import java.util.stream.Stream;

/**
 * What came out of a fault.
 *
 * @param saw what the caller saw
 * @param where over what it was tried: {@code loopback}, {@code namespace}, {@code process}
 * @param measures what was promised, each with its bound
 * @param leaks what may have been left behind, each with its bound
 */
public record Finding(String saw, String where, List<Measure> measures, List<Measure> leaks) {

    public Finding {
        measures = List.copyOf(measures);
        leaks = List.copyOf(leaks);
    }

    /** Of a fault that could not be tried: that is a promise which nobody has seen kept. */
    public static Finding broken(Throwable why) {
        return new Finding("the trial broke: " + why, "nowhere", List.of(Measure.holds("tried", false)), List.of());
    }

    public boolean isMet() {
        return missed().isEmpty();
    }

    /** What is beyond its bound. */
    public List<Measure> missed() {
        return Stream.concat(measures.stream(), leaks.stream())
                .filter(measure -> !measure.isMet())
                .toList();
    }
}

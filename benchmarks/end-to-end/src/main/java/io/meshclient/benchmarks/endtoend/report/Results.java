package io.meshclient.benchmarks.endtoend.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All samples of a run, and the questions that the tables ask of them. */
public final class Results {
    private final String baseline;
    private final List<String> order;
    private final List<Sample> samples = new ArrayList<>();

    /** The contenders in the order of the tables; the first is the baseline that ratios are taken to. */
    public Results(List<String> order) {
        this.baseline = order.get(0);
        this.order = List.copyOf(order);
    }

    public void add(Sample sample) {
        samples.add(sample);
    }

    public List<Sample> samples() {
        return List.copyOf(samples);
    }

    /** Those that were measured, the baseline first. */
    public List<String> contenders() {
        return order.stream()
                .filter(name ->
                        samples.stream().anyMatch(sample -> sample.contender().equals(name)))
                .toList();
    }

    /** Values as they were measured. */
    public Spread absolute(Mode mode, String contender, Metric metric) {
        return Spread.of(of(mode, contender).stream().map(s -> s.value(metric)).toList());
    }

    /** Each value divided by the baseline's of the same round and mode: what both have from the machine cancels out. */
    public Spread ratio(Mode mode, String contender, Metric metric) {
        List<Double> ratios = new ArrayList<>();
        for (Sample sample : of(mode, contender)) {
            baselineOf(sample).ifPresent(base -> ratios.add(sample.value(metric) / base.value(metric)));
        }
        return Spread.of(ratios);
    }

    /** The sum over all rounds. */
    public double total(Mode mode, String contender, Metric metric) {
        return of(mode, contender).stream().mapToDouble(s -> s.value(metric)).sum();
    }

    public boolean isSound(Mode mode, String contender) {
        return of(mode, contender).stream().allMatch(Sample::isSound);
    }

    public boolean isSound() {
        return samples.stream().allMatch(Sample::isSound);
    }

    private List<Sample> of(Mode mode, String contender) {
        return samples.stream()
                .filter(s -> s.mode() == mode && s.contender().equals(contender))
                .toList();
    }

    private Optional<Sample> baselineOf(Sample sample) {
        return of(sample.mode(), baseline).stream()
                .filter(s -> s.round() == sample.round())
                .findFirst();
    }
}

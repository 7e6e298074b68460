package io.meshclient.samples.shop.report;

import io.meshclient.samples.shop.Plan;
import io.meshclient.samples.shop.Service;
import io.meshclient.samples.shop.Trouble;
import io.meshclient.samples.shop.load.Call;
import io.meshclient.samples.shop.load.Fate;
import io.meshclient.samples.shop.load.Reading;
import io.meshclient.samples.shop.load.Recording;
import io.meshclient.samples.shop.load.Sent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** What became of one client's calls in the counted time. */
public final class Story {
    private static final double MICROS = 1e6;

    private final String name;
    private final Seconds seconds;
    private final List<Call> calls;
    private final Recording recording;

    private Story(String name, Seconds seconds, Recording recording) {
        this.name = name;
        this.seconds = seconds;
        this.recording = recording;
        this.calls = recording.calls().stream()
                .filter(call -> seconds.counts(call.dueMicros()))
                .toList();
    }

    /** The counted part of a recording. */
    public static Story of(String name, Recording recording, Plan plan) {
        Seconds seconds = new Seconds(
                (int) plan.warmUp().toSeconds(), (int) plan.counted().toSeconds());
        return new Story(name, seconds, recording);
    }

    String name() {
        return name;
    }

    int seconds() {
        return seconds.counted();
    }

    /** The number of counted calls. */
    public long calls() {
        return calls.size();
    }

    /** The number of lost calls. */
    public long lost() {
        return lostCalls().size();
    }

    List<Call> lostCalls() {
        return calls.stream().filter(call -> call.fate().lost()).toList();
    }

    long ended(Fate fate) {
        return calls.stream().filter(call -> call.fate() == fate).count();
    }

    long retries() {
        return Arrays.stream(retriesPerSecond()).sum();
    }

    long ejections() {
        return Arrays.stream(ejectionsPerSecond()).sum();
    }

    long holdOffs() {
        return Arrays.stream(holdOffsPerSecond()).sum();
    }

    /** Latencies of all counted calls that had an answer, in microseconds. */
    Percentiles latencies() {
        return latencies(call -> true);
    }

    /** Latencies of the calls that were due while this trouble was there. */
    Percentiles latencies(Trouble trouble) {
        return latencies(call -> trouble.covers(due(call)));
    }

    long lost(Trouble trouble) {
        return lostCalls().stream().filter(call -> trouble.covers(due(call))).count();
    }

    List<Percentiles> latenciesPerSecond() {
        return IntStream.range(0, seconds())
                .mapToObj(second -> latencies(call -> seconds.index(call.dueMicros()) == second))
                .toList();
    }

    long[] lostPerSecond() {
        long[] lost = new long[seconds()];
        lostCalls().forEach(call -> lost[seconds.index(call.dueMicros())]++);
        return lost;
    }

    long[] retriesPerSecond() {
        return seconds.gains(recording.readings(), Reading::retries);
    }

    long[] ejectionsPerSecond() {
        return seconds.gains(recording.readings(), Reading::ejections);
    }

    long[] holdOffsPerSecond() {
        return seconds.gains(recording.readings(), Reading::holdOffs);
    }

    /** Requests sent in each second, by the name of the instance. */
    SortedMap<String, long[]> sentPerSecond(Service service, Map<Integer, String> instances) {
        SortedMap<String, long[]> sent = new TreeMap<>();
        instances.values().stream()
                .filter(instance -> instance.startsWith(service.host()))
                .forEach(instance -> sent.put(instance, new long[seconds()]));
        for (Sent.Count count : recording.sent()) {
            long[] perSecond = sent.get(instances.getOrDefault(count.port(), ""));
            int second = count.second() - seconds.warmUp();
            if (perSecond != null && 0 <= second && second < seconds()) {
                perSecond[second] += count.requests();
            }
        }
        return sent;
    }

    /** When a call was due, in seconds of the counted time. */
    double due(Call call) {
        return call.dueMicros() / MICROS - seconds.warmUp();
    }

    private Percentiles latencies(Predicate<Call> which) {
        return Percentiles.of(calls.stream()
                .filter(call -> call.fate() == Fate.ANSWERED || call.fate() == Fate.LATE)
                .filter(which)
                .mapToLong(Call::latencyMicros));
    }
}

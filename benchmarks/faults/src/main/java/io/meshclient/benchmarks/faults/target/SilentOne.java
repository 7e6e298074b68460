package io.meshclient.benchmarks.faults.target;

import io.meshclient.benchmarks.faults.trial.Fault;
import io.meshclient.benchmarks.faults.trial.Finding;
import io.meshclient.benchmarks.faults.trial.Measure;
import io.meshclient.benchmarks.faults.trial.Trial;
import io.meshclient.policy.ServiceConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One falls silent with calls under way, and is there again later.
 *
 * @param silence how
 * @param wire over what
 * @param perTry the per-try timeout; null for none, which is the default: the calls that it holds wait for long
 */
record SilentOne(Silence silence, Wire wire, @Nullable Duration perTry) implements Fault {

    /** With the defaults. */
    SilentOne(Silence silence, Wire wire) {
        this(silence, wire, null);
    }

    private static final Duration TO_NORMAL = Duration.ofSeconds(2);

    /** The longest is what an ejection lasts, 30 s: five calls in a row that wait for nothing bring that about. */
    private static final Duration TO_USE = Duration.ofSeconds(35);

    private static final Duration LONG = Duration.ofSeconds(1);

    /** Of the calls of a second, where a third would be its part. */
    private static final double IN_USE = 0.1;

    @Override
    public String name() {
        return silence.words() + wire.words() + (perTry == null ? "" : " with per-try-timeout " + seconds(perTry));
    }

    @Override
    public String group() {
        return Words.GROUP;
    }

    @Override
    public String target() {
        return "%sp99 normal again within %s; in use again within %s of its return"
                .formatted(perTry == null ? "" : "0 GETs lost; ", seconds(TO_NORMAL), seconds(TO_USE));
    }

    private static String seconds(Duration time) {
        return time.toSeconds() + " s";
    }

    private void settings(ServiceConfig.Builder orders) {
        if (perTry != null) {
            orders.perTryTimeout(perTry);
        }
    }

    @Override
    public Finding run(Trial trial) throws Exception {
        Servers servers = silence.servers(wire);
        if (servers == null) {
            return new Finding("not tried: this machine allows no network namespaces", "nowhere", List.of(), List.of());
        }
        Duration length = trial.time(Duration.ofSeconds(25), Duration.ofSeconds(6));
        Finding found = Scene.play(trial, wire, servers, this::settings, scene -> play(scene, length));
        return new Finding(found.saw(), silence.where(), found.measures(), found.leaks());
    }

    private Story play(Scene scene, Duration length) throws Exception {
        String silent = scene.servers().endpoint(0);
        long begin = scene.now();
        silence.begin(scene.servers());
        scene.pass(length);
        silence.end(scene.servers());
        long back = scene.now();
        scene.passUntil(TO_USE, second -> second.share(silent) >= IN_USE);
        scene.pass(LONG); // a whole second of it
        long end = scene.now();
        Calls all = scene.end();
        OptionalLong used = all.untilSecondOf(back, end, second -> second.share(silent) >= IN_USE);
        return told(
                all, scene.normal(all), new Times(begin, back), Words.time("in use after", used, end - back, TO_USE));
    }

    /** When it fell silent, and when it was there again. */
    private record Times(long begin, long back) {}

    private Story told(Calls all, long before, Times times, Measure inUse) {
        long bound = Words.normalBound(before);
        OptionalLong normal = all.untilSecondOf(times.begin, times.back, second -> second.latency(99) <= bound);
        Calls during = all.between(times.begin, times.back);
        Calls after = all.between(times.begin + normal.orElse(0), times.back);
        String saw = "%s; p99 %s before, %s after; %d calls waited longer than a second"
                .formatted(
                        Words.lost(during),
                        Words.millis(before),
                        Words.millis(after.latency(99)),
                        during.slowerThan(LONG).count());
        List<Measure> measures = new ArrayList<>();
        if (perTry != null) {
            measures.add(Words.getsLost(during));
        }
        measures.add(Words.time("p99 normal after", normal, times.back - times.begin, TO_NORMAL));
        measures.add(inUse);
        return new Story(saw, measures);
    }
}

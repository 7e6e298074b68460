package io.meshclient.benchmarks.faults.target;

import io.meshclient.benchmarks.faults.trial.Fault;
import io.meshclient.benchmarks.faults.trial.Finding;
import io.meshclient.benchmarks.faults.trial.Measure;
import io.meshclient.benchmarks.faults.trial.Trial;
import java.time.Duration;
import java.util.List;

/** One answers 503 to everybody, at once. */
final class FailOne implements Fault {

    private static final Duration SETTLED = Duration.ofSeconds(1);
    private static final double MOST_PERCENT = 1;

    @Override
    public String name() {
        return "503 from one to all";
    }

    @Override
    public String group() {
        return Words.GROUP;
    }

    @Override
    public String target() {
        return "0 GETs lost; at most %.0f %% more attempts than calls after %d s"
                .formatted(MOST_PERCENT, SETTLED.toSeconds());
    }

    @Override
    public Finding run(Trial trial) throws Exception {
        // long enough that the ejection of 30 s ends, and is found to be due again
        Duration sick = trial.time(Duration.ofSeconds(40), Duration.ofSeconds(8));
        return Scene.play(trial, Wire.HTTP_1, orders -> {}, scene -> play(scene, sick));
    }

    private static Story play(Scene scene, Duration sick) throws Exception {
        long begun = scene.now();
        scene.servers().get(0).sicken();
        scene.pass(sick);
        Calls all = scene.end();
        Calls during = all.between(begun, Long.MAX_VALUE);
        Calls later = all.between(begun + SETTLED.toNanos(), Long.MAX_VALUE);
        String saw = "%s; %s in the first second; p99 %s before, %s after"
                .formatted(
                        Words.lost(during),
                        Words.amplification(all.between(begun, begun + SETTLED.toNanos())),
                        Words.millis(scene.normal(all)),
                        Words.millis(later.latency(99)));
        Measure more = new Measure("more attempts than calls", 100 * (later.amplification() - 1), MOST_PERCENT, " %");
        return new Story(saw, List.of(Words.getsLost(during), more));
    }
}

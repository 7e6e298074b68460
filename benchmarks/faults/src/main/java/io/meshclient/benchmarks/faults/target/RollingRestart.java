package io.meshclient.benchmarks.faults.target;

import io.meshclient.benchmarks.faults.trial.Fault;
import io.meshclient.benchmarks.faults.trial.Finding;
import io.meshclient.benchmarks.faults.trial.Trial;
import java.time.Duration;
import java.util.List;

/** One after another is told to end, and started again when it has: SIGTERM, as an orchestrator does it. */
final class RollingRestart implements Fault {

    private static final Duration BETWEEN = Duration.ofMillis(700);

    @Override
    public String name() {
        return "rolling restart of all";
    }

    @Override
    public String group() {
        return Words.GROUP;
    }

    @Override
    public String target() {
        return "0 GETs lost";
    }

    @Override
    public Finding run(Trial trial) throws Exception {
        return Scene.play(trial, Wire.HTTP_1, orders -> {}, scene -> play(scene, trial.count(4, 1)));
    }

    private static Story play(Scene scene, int rounds) throws Exception {
        long begun = scene.now();
        for (int i = 0; i < rounds * Scene.SERVERS; i++) {
            scene.pass(BETWEEN);
            scene.servers().get(i % Scene.SERVERS).stop();
            scene.servers().restart(i % Scene.SERVERS);
        }
        scene.pass(BETWEEN);
        Calls all = scene.end();
        Calls during = all.between(begun, Long.MAX_VALUE);
        String saw = "%s; %s; p99 %s before, %s during; slowest %s"
                .formatted(
                        Words.lost(during),
                        Words.amplification(during),
                        Words.millis(scene.normal(all)),
                        Words.millis(during.latency(99)),
                        Words.millis(during.latency(100)));
        return new Story(saw, List.of(Words.getsLost(during)));
    }
}

package io.meshclient.benchmarks.faults.target;

import io.meshclient.benchmarks.faults.trial.Fault;
import io.meshclient.benchmarks.faults.trial.Finding;
import io.meshclient.benchmarks.faults.trial.Trial;
import java.time.Duration;
import java.util.List;

/** One is killed with calls under way, stays away, and is started again. */
record KillOne(Wire wire) implements Fault {

    private static final Duration AWAY = Duration.ofSeconds(3);
    private static final Duration AFTER = Duration.ofSeconds(3);

    @Override
    public String name() {
        return "SIGKILL of one" + wire.words();
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
        return Scene.play(trial, wire, orders -> {}, scene -> play(scene, trial.count(5, 2)));
    }

    private static Story play(Scene scene, int times) throws Exception {
        long begun = scene.now();
        for (int i = 0; i < times; i++) {
            scene.servers().get(i % Scene.SERVERS).kill();
            scene.pass(AWAY);
            scene.servers().restart(i % Scene.SERVERS);
            scene.pass(AFTER);
        }
        Calls all = scene.end();
        Calls during = all.between(begun, Long.MAX_VALUE);
        String saw = "%d killed; %s; %s; p99 %s before, %s during; slowest %s"
                .formatted(
                        times,
                        Words.lost(during),
                        Words.amplification(during),
                        Words.millis(scene.normal(all)),
                        Words.millis(during.latency(99)),
                        Words.millis(during.latency(100)));
        return new Story(saw, List.of(Words.getsLost(during)));
    }
}

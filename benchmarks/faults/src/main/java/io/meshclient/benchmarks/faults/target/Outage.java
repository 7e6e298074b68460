package io.meshclient.benchmarks.faults.target;

import io.meshclient.benchmarks.faults.trial.Fault;
import io.meshclient.benchmarks.faults.trial.Finding;
import io.meshclient.benchmarks.faults.trial.Measure;
import io.meshclient.benchmarks.faults.trial.Trial;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** All are killed, and started again together after a while. */
final class Outage implements Fault {

    private static final Duration SETTLED = Duration.ofSeconds(10);
    private static final double MOST_ATTEMPTS = 1.25;
    private static final Duration RECOVERY = Duration.ofSeconds(1);

    /** More than an answer took before: two waits before retries, of up to 25 and 50 ms, and time for the machine. */
    private static final Duration FAILURE = Duration.ofMillis(250);

    private static final Duration AFTER = Duration.ofSeconds(6);

    @Override
    public String name() {
        return "full outage";
    }

    @Override
    public String group() {
        return Words.GROUP;
    }

    @Override
    public String target() {
        return "attempts ÷ calls ≤ %.2f from second %d on; calls fail within %d ms more than an answer took (p99), and say why; no GET lost from %d s after the servers' return on"
                .formatted(MOST_ATTEMPTS, SETTLED.toSeconds(), FAILURE.toMillis(), RECOVERY.toSeconds());
    }

    @Override
    public Finding run(Trial trial) throws Exception {
        Duration away = trial.time(Duration.ofSeconds(40), Duration.ofSeconds(13));
        return Scene.play(trial, Wire.HTTP_1, orders -> {}, scene -> play(scene, away));
    }

    private static Story play(Scene scene, Duration away) throws Exception {
        long begun = scene.now();
        for (int i = 0; i < Scene.SERVERS; i++) {
            scene.servers().get(i).kill();
        }
        scene.pass(away);
        long starting = scene.now();
        scene.servers().restartAll();
        long back = scene.now();
        scene.pass(AFTER);
        long end = scene.now();
        Calls all = scene.end();
        Calls settled = all.between(begun + SETTLED.toNanos(), starting);
        Calls failed = all.between(begun, starting).lost();
        OptionalLong recovered = all.idempotent()
                .untilSecondOf(back, end, second -> second.lost().count() == 0);
        Calls after = all.between(back, end);
        String saw =
                "p99 %s before, %s after; in between %,d calls fail, as with `%s`; after the return %s; shares of the three %s"
                        .formatted(
                                Words.millis(scene.normal(all)),
                                Words.millis(after.latency(99)),
                                failed.count(),
                                Words.inShort(settled.idempotent().firstLoss()),
                                Words.lost(after),
                                shares(scene, after));
        List<Measure> measures = List.of(
                new Measure("attempts ÷ calls", settled.amplification(), MOST_ATTEMPTS, ""),
                Measure.time("p99 of failing", failed.latency(99), FAILURE.plusNanos(scene.normal(all))),
                Measure.count(
                        "silent about why",
                        failed.where(call -> !call.saysWhy()).count(),
                        0),
                Words.time("recovered after", recovered, end - back, RECOVERY));
        return new Story(saw, measures);
    }

    private static String shares(Scene scene, Calls calls) {
        StringBuilder shares = new StringBuilder();
        for (int i = 0; i < Scene.SERVERS; i++) {
            shares.append(i == 0 ? "" : ", ")
                    .append(Math.round(100 * calls.share(scene.servers().endpoint(i))))
                    .append(" %");
        }
        return shares.toString();
    }
}

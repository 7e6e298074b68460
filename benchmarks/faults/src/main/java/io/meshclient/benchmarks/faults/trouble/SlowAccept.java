package io.meshclient.benchmarks.faults.trouble;

import io.meshclient.benchmarks.faults.server.Http1;
import io.meshclient.benchmarks.faults.server.SlowServer;
import io.meshclient.benchmarks.faults.trial.Fault;
import io.meshclient.benchmarks.faults.trial.Finding;
import io.meshclient.benchmarks.faults.trial.Trial;
import java.time.Duration;

/** A process that takes half a second for each connection that it accepts, with a queue of one. */
final class SlowAccept implements Fault {

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Wait QUEUE = new Wait(Duration.ofSeconds(2), Duration.ofSeconds(2), "the queue");
    private static final Expected ALONE = Expected.answer(Wait.NONE);
    private static final Most BESIDE = Most.none(QUEUE);

    @Override
    public String name() {
        return "slow accept";
    }

    @Override
    public String group() {
        return Troubles.CONNECTING;
    }

    @Override
    public String target() {
        return "alone: " + ALONE + "; beside two: " + BESIDE;
    }

    @Override
    public Finding run(Trial trial) throws Exception {
        Course course = new Course(trial, Caller.usual());
        try (SlowServer slow = new SlowServer(PAUSE, Http1.healthy())) {
            course.alone(slow.endpoint(), ALONE);
            course.beside(slow.endpoint(), BESIDE);
        }
        return course.finding(Troubles.LOOPBACK);
    }
}

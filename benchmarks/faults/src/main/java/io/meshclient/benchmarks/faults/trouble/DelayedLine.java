package io.meshclient.benchmarks.faults.trouble;

import io.meshclient.benchmarks.faults.server.DelayProxy;
import io.meshclient.benchmarks.faults.server.Http1;
import io.meshclient.benchmarks.faults.server.TcpServer;
import io.meshclient.benchmarks.faults.trial.Fault;
import io.meshclient.benchmarks.faults.trial.Finding;
import io.meshclient.benchmarks.faults.trial.Trial;
import java.time.Duration;

/** A line that delays each packet by 200 ms in each direction. */
final class DelayedLine implements Fault {

    private static final Duration DELAY = Duration.ofMillis(200);
    private static final Expected ALONE = Expected.answer(Wait.NONE);
    private static final Most BESIDE = Most.none(Wait.NONE);

    @Override
    public String name() {
        return "a slow line";
    }

    @Override
    public String group() {
        return Troubles.CONNECTIONS;
    }

    @Override
    public String target() {
        return Wait.text(DELAY) + " each way. alone: " + ALONE + "; beside two: " + BESIDE;
    }

    @Override
    public Finding run(Trial trial) throws Exception {
        Course course = new Course(trial, Caller.usual());
        try (TcpServer good = TcpServer.start(Http1.healthy());
                DelayProxy slow = new DelayProxy(good.port())) {
            slow.delay(DELAY);
            course.alone(slow.endpoint(), ALONE);
            course.beside(slow.endpoint(), BESIDE);
        }
        return course.finding(Troubles.LOOPBACK);
    }
}

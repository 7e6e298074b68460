package io.meshclient.benchmarks.faults.trouble;

import io.meshclient.benchmarks.faults.server.Http1;
import io.meshclient.benchmarks.faults.server.TcpServer;
import io.meshclient.benchmarks.faults.trial.Fault;
import io.meshclient.benchmarks.faults.trial.Finding;
import io.meshclient.benchmarks.faults.trial.Trial;

/** The connection is accepted, the request is read, and nothing comes. */
final class Silence implements Fault {

    private static final Expected ALONE = Expected.failure("MeshTimeoutException", "call-timeout", Wait.CALL);
    private static final Most BESIDE = Most.none(Wait.READ);
    private static final Most HURRIED = Most.none(Wait.PER_TRY);

    @Override
    public String name() {
        return "no answer at all";
    }

    @Override
    public String group() {
        return Troubles.ANSWERS;
    }

    @Override
    public String target() {
        return "alone: " + ALONE + "; beside two: " + BESIDE + "; with " + Wait.PER_TRY.why() + ": " + HURRIED;
    }

    @Override
    public Finding run(Trial trial) throws Exception {
        Caller caller = Caller.usual().waiting(trial);
        Course course = new Course(trial, caller);
        try (TcpServer bad = TcpServer.start(Http1.silence())) {
            course.alone(bad.endpoint(), ALONE);
            course.beside(bad.endpoint(), BESIDE);
            course.besideWith(Wait.PER_TRY, bad.endpoint(), HURRIED);
            course.manyInAHurry(bad.endpoint(), 10_000, 500);
        }
        return course.finding(Troubles.LOOPBACK);
    }
}

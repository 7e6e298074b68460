package io.meshclient.benchmarks.faults.trouble;

import io.meshclient.benchmarks.faults.server.Http1;
import io.meshclient.benchmarks.faults.server.TcpServer;
import io.meshclient.benchmarks.faults.trial.Fault;
import io.meshclient.benchmarks.faults.trial.Finding;
import io.meshclient.benchmarks.faults.trial.Trial;

/** Headers that come one byte a second: no read ever waits for long. */
final class TrickledHeaders implements Fault {

    private static final byte[] ANSWER = Http1.text(Http1.OK);
    private static final Expected ALONE = Expected.failure("MeshTimeoutException", "call-timeout", Wait.CALL);
    private static final Most HURRIED = Most.none(Wait.PER_TRY);

    @Override
    public String name() {
        return "slow trickle of headers";
    }

    @Override
    public String group() {
        return Troubles.ANSWERS;
    }

    @Override
    public String target() {
        return "a byte a second. alone: " + ALONE + "; beside two with " + Wait.PER_TRY.why() + ": " + HURRIED;
    }

    @Override
    public Finding run(Trial trial) throws Exception {
        Course course = new Course(trial, Caller.usual().waiting(trial));
        try (TcpServer bad = TcpServer.start(Http1.trickle(new byte[0], ANSWER))) {
            course.alone(bad.endpoint(), ALONE);
            course.besideWith(Wait.PER_TRY, bad.endpoint(), HURRIED);
            course.manyInAHurry(bad.endpoint(), 5_000, 400);
        }
        return course.finding(Troubles.LOOPBACK);
    }
}

package io.meshclient.benchmarks.faults.trouble;

import io.meshclient.benchmarks.faults.server.Http1;
import io.meshclient.benchmarks.faults.server.TcpServer;
import io.meshclient.benchmarks.faults.trial.Fault;
import io.meshclient.benchmarks.faults.trial.Finding;
import io.meshclient.benchmarks.faults.trial.Trial;

/** Bytes that are no HTTP. */
final class Garbage implements Fault {

    static final byte[] GARBAGE = Http1.ascii("\u0000\u0001\u0002 garbage \u00ff\u00fe\r\n\r\n");
    private static final Expected ALONE = Expected.failure("MeshException", "reset", Wait.NONE);
    private static final Most BESIDE = Most.none(Wait.NONE);

    @Override
    public String name() {
        return "a server that answers garbage";
    }

    @Override
    public String group() {
        return Troubles.ANSWERS;
    }

    @Override
    public String target() {
        return "alone: " + ALONE + "; beside two: " + BESIDE;
    }

    @Override
    public Finding run(Trial trial) throws Exception {
        Course course = new Course(trial, Caller.usual());
        try (TcpServer bad = TcpServer.start(Http1.once(GARBAGE))) {
            course.alone(bad.endpoint(), ALONE);
            course.beside(bad.endpoint(), BESIDE);
            course.many(bad.endpoint(), 10_000, 1_000);
        }
        return course.finding(Troubles.LOOPBACK);
    }
}

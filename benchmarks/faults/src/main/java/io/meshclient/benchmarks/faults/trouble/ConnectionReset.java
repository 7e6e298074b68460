package io.meshclient.benchmarks.faults.trouble;

import io.meshclient.benchmarks.faults.server.Http1;
import io.meshclient.benchmarks.faults.server.TcpServer;
import io.meshclient.benchmarks.faults.trial.Fault;
import io.meshclient.benchmarks.faults.trial.Finding;
import io.meshclient.benchmarks.faults.trial.Trial;

/** RST in the place of an answer, when the request has come. */
final class ConnectionReset implements Fault {

    private static final Expected ALONE = Expected.failure("MeshException", "reset", Wait.NONE);
    private static final Most BESIDE = Most.none(Wait.NONE);

    @Override
    public String name() {
        return "RST";
    }

    @Override
    public String group() {
        return Troubles.CONNECTIONS;
    }

    @Override
    public String target() {
        return "alone: " + ALONE + "; beside two: " + BESIDE;
    }

    @Override
    public Finding run(Trial trial) throws Exception {
        Course course = new Course(trial, Caller.usual());
        try (TcpServer bad = TcpServer.start(Http1.reset())) {
            course.alone(bad.endpoint(), ALONE);
            course.beside(bad.endpoint(), BESIDE);
            course.many(bad.endpoint(), 10_000, 1_000);
        }
        return course.finding(Troubles.LOOPBACK);
    }
}

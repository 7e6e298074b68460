package io.meshclient.benchmarks.faults.trouble;

import io.meshclient.benchmarks.faults.server.Http1;
import io.meshclient.benchmarks.faults.server.TcpServer;
import io.meshclient.benchmarks.faults.trial.Fault;
import io.meshclient.benchmarks.faults.trial.Finding;
import io.meshclient.benchmarks.faults.trial.Trial;

/** A connection on which the client's hello is never answered. */
final class TlsStall implements Fault {

    private static final Expected ALONE = Expected.failure("MeshException", "connect-failure", Wait.CONNECT);
    private static final Most BESIDE = Most.none(Wait.CONNECT);

    @Override
    public String name() {
        return "TLS handshake stalls";
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
        Course course = new Course(trial, Caller.usual().secure());
        course.warmUp();
        try (TcpServer bad = TcpServer.start(Http1.silence())) {
            course.alone(bad.endpoint(), ALONE);
            course.beside(bad.endpoint(), BESIDE);
            course.manyInAHurry(bad.endpoint(), 5_000, 400);
        }
        return course.finding(Troubles.LOOPBACK);
    }
}

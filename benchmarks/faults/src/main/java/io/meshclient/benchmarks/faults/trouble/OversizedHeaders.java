package io.meshclient.benchmarks.faults.trouble;

import io.meshclient.benchmarks.faults.server.Http1;
import io.meshclient.benchmarks.faults.server.TcpServer;
import io.meshclient.benchmarks.faults.trial.Fault;
import io.meshclient.benchmarks.faults.trial.Finding;
import io.meshclient.benchmarks.faults.trial.Trial;

/** More headers than OkHttp reads, which are 256 KiB. */
final class OversizedHeaders implements Fault {

    private static final byte[] HUGE = Http1.ascii("HTTP/1.1 200 OK\r\nX-Huge: " + "x".repeat(300_000) + "\r\n\r\n");
    private static final Expected ALONE = Expected.failure("MeshException", "reset", Wait.NONE);
    private static final Most BESIDE = Most.none(Wait.NONE);

    @Override
    public String name() {
        return "oversized headers";
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
        try (TcpServer bad = TcpServer.start(Http1.once(HUGE))) {
            course.alone(bad.endpoint(), ALONE);
            course.beside(bad.endpoint(), BESIDE);
            course.many(bad.endpoint(), 4_000, 400);
        }
        return course.finding(Troubles.LOOPBACK);
    }
}

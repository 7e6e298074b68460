package io.meshclient.benchmarks.faults.trouble;

import io.meshclient.benchmarks.faults.server.Http2;
import io.meshclient.benchmarks.faults.server.TcpServer;
import io.meshclient.benchmarks.faults.trial.Fault;
import io.meshclient.benchmarks.faults.trial.Finding;
import io.meshclient.benchmarks.faults.trial.Trial;

/** Each stream is reset in the place of an answer. */
final class EveryStreamReset implements Fault {

    private static final Expected ALONE = Expected.failure("MeshException", "reset", Wait.NONE);
    private static final Most BESIDE = Most.none(Wait.NONE);

    @Override
    public String name() {
        return "every stream reset";
    }

    @Override
    public String group() {
        return Troubles.HTTP2;
    }

    @Override
    public String target() {
        return "alone: " + ALONE + "; beside two: " + BESIDE;
    }

    @Override
    public Finding run(Trial trial) throws Exception {
        Course course = new Course(trial, Caller.usual().http2());
        try (TcpServer bad = TcpServer.start(Http2.each((stream, peer) -> peer.reset(stream, Http2.INTERNAL_ERROR)))) {
            course.alone(bad.endpoint(), ALONE);
            course.beside(bad.endpoint(), BESIDE);
            course.many(bad.endpoint(), 20_000, 2_000);
        }
        return course.finding(Troubles.LOOPBACK);
    }
}

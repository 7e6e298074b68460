package io.meshclient.benchmarks.faults.trouble;

import io.meshclient.benchmarks.faults.server.Http2;
import io.meshclient.benchmarks.faults.server.TcpServer;
import io.meshclient.benchmarks.faults.trial.Fault;
import io.meshclient.benchmarks.faults.trial.Finding;
import io.meshclient.benchmarks.faults.trial.Trial;

/** RST_STREAM for streams that never were. */
final class ResetFlood implements Fault {

    private static final int FRAMES = 5_000;
    private static final Expected ALONE = Expected.answer(Wait.NONE);
    private static final Most BESIDE = new Most(200, 0, Wait.NONE);

    @Override
    public String name() {
        return "flood of RST_STREAM";
    }

    @Override
    public String group() {
        return Troubles.HTTP2;
    }

    @Override
    public String target() {
        return "%,d of them before each answer. ".formatted(FRAMES) + "alone: " + ALONE + "; beside two: " + BESIDE;
    }

    @Override
    public Finding run(Trial trial) throws Exception {
        Course course = new Course(trial, Caller.usual().http2());
        try (TcpServer bad = TcpServer.start(Http2.each((stream, peer) -> {
            peer.resets(FRAMES);
            peer.answer(stream);
        }))) {
            course.alone(bad.endpoint(), ALONE);
            course.beside(bad.endpoint(), BESIDE);
            course.many(bad.endpoint(), 400, 60);
        }
        return course.finding(Troubles.LOOPBACK);
    }
}

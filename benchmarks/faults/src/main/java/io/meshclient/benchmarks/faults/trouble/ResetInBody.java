package io.meshclient.benchmarks.faults.trouble;

import io.meshclient.benchmarks.faults.server.DelayProxy;
import io.meshclient.benchmarks.faults.server.Http1;
import io.meshclient.benchmarks.faults.server.TcpServer;
import io.meshclient.benchmarks.faults.trial.Fault;
import io.meshclient.benchmarks.faults.trial.Finding;
import io.meshclient.benchmarks.faults.trial.Trial;

/** RST in the middle of a body, when its first half has been read. */
final class ResetInBody implements Fault {

    private static final int BODY = 100_000;
    private static final Expected ALONE = new Expected("status 200, then `SocketException`", Wait.NONE);
    private static final Most BESIDE = Most.lost(16, Wait.NONE);

    @Override
    public String name() {
        return "RST in mid-body";
    }

    @Override
    public String group() {
        return Troubles.CONNECTIONS;
    }

    @Override
    public String target() {
        return "alone: " + ALONE + "; beside two: " + BESIDE + ", for the endpoint is ejected after five in a row";
    }

    @Override
    public Finding run(Trial trial) throws Exception {
        Course course = new Course(trial, Caller.usual());
        try (TcpServer good = TcpServer.start(Http1.always(Http1.text("x".repeat(BODY))));
                DelayProxy bad = new DelayProxy(good.port())) {
            bad.resetAt(BODY / 2);
            course.alone(bad.endpoint(), ALONE);
            course.beside(bad.endpoint(), BESIDE);
            course.many(bad.endpoint(), 4_000, 400);
        }
        return course.finding(Troubles.LOOPBACK);
    }
}

package io.meshclient.benchmarks.faults.trouble;

import io.meshclient.benchmarks.faults.server.Http1;
import io.meshclient.benchmarks.faults.server.TcpServer;
import io.meshclient.benchmarks.faults.trial.Fault;
import io.meshclient.benchmarks.faults.trial.Finding;
import io.meshclient.benchmarks.faults.trial.Trial;

/** A body that comes one byte a second. By default a body may take its time; here it may not. */
final class TrickledBody implements Fault {

    private static final int LENGTH = 120;
    private static final Expected ALONE = new Expected("status 200, then `MeshTimeoutException`", Wait.CALL);

    @Override
    public String name() {
        return "slow trickle of a body";
    }

    @Override
    public String group() {
        return Troubles.ANSWERS;
    }

    @Override
    public String target() {
        return "a byte a second. alone with `call-timeout-covers-body`: " + ALONE + "; without, a body may trickle";
    }

    @Override
    public Finding run(Trial trial) throws Exception {
        Caller caller = Caller.usual().waiting(trial).orders(orders -> orders.callTimeoutCoversBody(true));
        Course course = new Course(trial, caller);
        byte[] head = Http1.ascii("HTTP/1.1 200 OK\r\nContent-Length: " + LENGTH + "\r\n\r\n");
        try (TcpServer bad = TcpServer.start(Http1.trickle(head, new byte[LENGTH]))) {
            course.alone(bad.endpoint(), ALONE);
            course.manyInAHurry(bad.endpoint(), 5_000, 400);
        }
        return course.finding(Troubles.LOOPBACK);
    }
}

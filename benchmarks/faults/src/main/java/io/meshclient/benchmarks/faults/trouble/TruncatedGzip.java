package io.meshclient.benchmarks.faults.trouble;

import io.meshclient.benchmarks.faults.server.Http1;
import io.meshclient.benchmarks.faults.server.TcpServer;
import io.meshclient.benchmarks.faults.trial.Fault;
import io.meshclient.benchmarks.faults.trial.Finding;
import io.meshclient.benchmarks.faults.trial.Trial;

/**
 * A gzip body that ends in the middle, within its Content-Length. OkHttp's events tell of bytes, all of which came: what they
 * unpack to is the reader's, so that the mesh counts a success, and has no reason to leave the endpoint out.
 */
final class TruncatedGzip implements Fault {

    static final byte[] CUT = Http1.ascii(
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 10\r\n\r\n\u001f\u008b\b\u0000\u0000\u0000\u0000\u0000\u0000\u0003");
    private static final Expected ALONE = new Expected("status 200, then `EOFException`", Wait.NONE);

    @Override
    public String name() {
        return "truncated gzip";
    }

    @Override
    public String group() {
        return Troubles.ANSWERS;
    }

    @Override
    public String target() {
        return "alone: " + ALONE
                + "; it is nobody's failure to the mesh, for all bytes came: beside others the endpoint gets its part of the calls";
    }

    @Override
    public Finding run(Trial trial) throws Exception {
        Course course = new Course(trial, Caller.usual());
        try (TcpServer bad = TcpServer.start(Http1.always(CUT))) {
            course.alone(bad.endpoint(), ALONE);
            course.many(bad.endpoint(), 20_000, 2_000);
        }
        return course.finding(Troubles.LOOPBACK);
    }
}

package io.meshclient.benchmarks.faults.trouble;

import io.meshclient.benchmarks.faults.server.Http1;
import io.meshclient.benchmarks.faults.server.Ports;
import io.meshclient.benchmarks.faults.server.TcpServer;
import io.meshclient.benchmarks.faults.trial.Fault;
import io.meshclient.benchmarks.faults.trial.Finding;
import io.meshclient.benchmarks.faults.trial.Trial;
import java.util.List;

/** All that fails quickly, in one service, for long: each kind of failure has its own way to forget something. */
final class HundredThousand implements Fault {

    private static final int FULL = 100_000;
    private static final int QUICK = 8_000;
    private static final int CALLERS = 8;

    @Override
    public String name() {
        return "100000 faulty calls of four kinds";
    }

    @Override
    public String group() {
        return Troubles.LONG;
    }

    @Override
    public String target() {
        return "%,d calls (short form: %,d) to a service of which one endpoint refuses, one resets, one answers garbage and one truncated gzip: nothing is left behind"
                .formatted(FULL, QUICK);
    }

    @Override
    public Finding run(Trial trial) throws Exception {
        Course course = new Course(trial, Caller.usual());
        try (TcpServer resets = TcpServer.start(Http1.reset());
                TcpServer garbage = TcpServer.start(Http1.once(Garbage.GARBAGE));
                TcpServer gzip = TcpServer.start(Http1.always(TruncatedGzip.CUT))) {
            List<String> endpoints = List.of(Ports.nobody(), resets.endpoint(), garbage.endpoint(), gzip.endpoint());
            course.many(endpoints, Caller.usual(), CALLERS, trial.count(FULL, QUICK));
        }
        return course.finding(Troubles.LOOPBACK);
    }
}

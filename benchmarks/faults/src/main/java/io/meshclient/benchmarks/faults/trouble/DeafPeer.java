package io.meshclient.benchmarks.faults.trouble;

import io.meshclient.benchmarks.faults.server.Http2;
import io.meshclient.benchmarks.faults.server.TcpServer;
import io.meshclient.benchmarks.faults.trial.Fault;
import io.meshclient.benchmarks.faults.trial.Finding;
import io.meshclient.benchmarks.faults.trial.Heap;
import io.meshclient.benchmarks.faults.trial.Measure;
import io.meshclient.benchmarks.faults.trial.Stand;
import io.meshclient.benchmarks.faults.trial.Trial;
import java.util.List;

/** PING without end, from a peer that never reads what the client answers: OkHttp keeps each answer until the connection ends. */
final class DeafPeer implements Fault {

    private static final int HEAP_EACH = 512;
    private static final Expected ALONE = Expected.answer(Wait.NONE);

    @Override
    public String name() {
        return "flood of PING, the answers never read";
    }

    @Override
    public String group() {
        return Troubles.HTTP2;
    }

    @Override
    public String target() {
        return "alone: " + ALONE + "; at most " + HEAP_EACH + " B of the heap for each PING, until the connection ends";
    }

    @Override
    public Finding run(Trial trial) throws Exception {
        Course course = new Course(trial, Caller.usual().http2());
        int frames = trial.count(200_000, 50_000);
        try (TcpServer bad = TcpServer.start(Http2.deafAfter((stream, peer) -> {
            peer.pings(frames);
            peer.answer(stream);
        }))) {
            long before;
            try (Stand stand = course.stand(List.of(bad.endpoint()))) {
                before = Heap.used();
                course.see("alone", stand.call(Stand.request("http")), ALONE);
                double each = (double) Math.max(0, Heap.used() - before) / frames;
                course.measure(new Measure("for each PING", each, HEAP_EACH, " B"));
                course.givenBack(stand);
            }
            course.leftOf(before);
        }
        return course.finding(Troubles.LOOPBACK);
    }
}

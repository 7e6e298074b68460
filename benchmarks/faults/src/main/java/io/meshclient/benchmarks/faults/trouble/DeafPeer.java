package io.meshclient.benchmarks.faults.trouble;

import io.meshclient.benchmarks.faults.server.Http2;
import io.meshclient.benchmarks.faults.server.TcpServer;
import io.meshclient.benchmarks.faults.trial.Fault;
import io.meshclient.benchmarks.faults.trial.Finding;
import io.meshclient.benchmarks.faults.trial.Heap;
import io.meshclient.benchmarks.faults.trial.Measure;
import io.meshclient.benchmarks.faults.trial.Stand;
import io.meshclient.benchmarks.faults.trial.Trial;
import java.time.Duration;
import java.util.List;

/**
 * PING without end, from a peer that never reads what the client answers. The kernel keeps some megabytes of answers; OkHttp
 * keeps the others until the connection ends, in a list that it searches for each further one, under a lock that all its
 * clients share ({@code TaskQueue.scheduleAndDecide}): the response behind the flood comes late, or too late.
 */
final class DeafPeer implements Fault {

    private static final int FULL = 200_000;
    private static final int QUICK = 60_000;
    private static final int HEAP_EACH = 512;
    private static final Expected ALONE =
            new Expected("status 200 or `MeshTimeoutException` after call-timeout", Wait.CALL);
    private static final Wait FLOOD = new Wait(Duration.ofSeconds(3), Duration.ofSeconds(3), "the flood");
    private static final Most BESIDE = new Most(100, 0, Wait.READ.and(FLOOD));

    @Override
    public String name() {
        return "flood of PING whose answers are never read";
    }

    @Override
    public String group() {
        return Troubles.HTTP2;
    }

    @Override
    public String target() {
        return "%,d of them (short form: %,d). alone: %s; at most %d B of the heap for each, until the connection ends; beside two: %s"
                .formatted(FULL, QUICK, ALONE, HEAP_EACH, BESIDE);
    }

    @Override
    public Finding run(Trial trial) throws Exception {
        Course course = new Course(trial, Caller.usual().http2().waiting(trial));
        int frames = trial.count(FULL, QUICK);
        try (TcpServer bad = TcpServer.start(Http2.deafAfter((stream, peer) -> {
            peer.pings(frames);
            peer.answer(stream);
        }))) {
            course.beside(bad.endpoint(), BESIDE);
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

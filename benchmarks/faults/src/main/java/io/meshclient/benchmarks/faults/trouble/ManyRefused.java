package io.meshclient.benchmarks.faults.trouble;

import io.meshclient.benchmarks.faults.server.Http1;
import io.meshclient.benchmarks.faults.server.Ports;
import io.meshclient.benchmarks.faults.server.TcpServer;
import io.meshclient.benchmarks.faults.trial.Fault;
import io.meshclient.benchmarks.faults.trial.Finding;
import io.meshclient.benchmarks.faults.trial.Measure;
import io.meshclient.benchmarks.faults.trial.Seen;
import io.meshclient.benchmarks.faults.trial.Stand;
import io.meshclient.benchmarks.faults.trial.Trial;
import java.time.Duration;
import java.util.List;

/** Ten thousand calls to where nobody listens. */
final class ManyRefused implements Fault {

    private static final int CALLS = 10_000;
    private static final int CALLERS = 8;
    private static final Duration P99 = Duration.ofMillis(250);
    private static final double AMPLIFICATION = 1.25;
    private static final int ASKED = 100;

    @Override
    public String name() {
        return "10000 connections refused";
    }

    @Override
    public String group() {
        return Troubles.CONNECTING;
    }

    @Override
    public String target() {
        return "alone: each a `MeshException`, 99 %% within %d ms, attempts ÷ calls at most %s; beside two: none lost, and at most %d of them ask it"
                .formatted(P99.toMillis(), AMPLIFICATION, ASKED);
    }

    @Override
    public Finding run(Trial trial) throws Exception {
        Course course = new Course(trial, Caller.usual());
        String nobody = Ports.nobody();
        try (Stand stand = course.stand(List.of(nobody))) {
            alone(course, stand.calls(Stand.request("http"), CALLS, CALLERS));
            course.givenBack(stand);
        }
        try (TcpServer good = TcpServer.start(Http1.healthy());
                TcpServer better = TcpServer.start(Http1.healthy());
                Stand stand = course.stand(List.of(good.endpoint(), nobody, better.endpoint()))) {
            List<Seen> seen = stand.calls(Stand.request("http"), CALLS, CALLERS);
            course.beside(nobody, seen, Most.none(Wait.NONE));
            course.measure(Measure.count("asked it", Course.attemptsAt(nobody, seen), ASKED));
            course.givenBack(stand);
        }
        return course.finding(Troubles.LOOPBACK);
    }

    private static void alone(Course course, List<Seen> seen) {
        long attempts = seen.stream().mapToLong(call -> call.attempts().size()).sum();
        long[] times = seen.stream().mapToLong(Seen::nanos).sorted().toArray();
        long refused = seen.stream()
                .filter(call -> call.inShort().equals("`MeshException` after connect-failure"))
                .count();
        course.saw("alone: %,d of %,d calls failed with `MeshException`".formatted(refused, seen.size()));
        course.measure(Measure.count("anything else", seen.size() - refused, 0));
        course.measure(Measure.time("p99", times[times.length * 99 / 100], P99));
        course.measure(new Measure("attempts ÷ calls", (double) attempts / seen.size(), AMPLIFICATION, ""));
    }
}

package io.meshclient.benchmarks.faults.trouble;

import io.meshclient.benchmarks.faults.server.Closing;
import io.meshclient.benchmarks.faults.trial.Fault;
import io.meshclient.benchmarks.faults.trial.Finding;
import io.meshclient.benchmarks.faults.trial.Measure;
import io.meshclient.benchmarks.faults.trial.Seen;
import io.meshclient.benchmarks.faults.trial.Stand;
import io.meshclient.benchmarks.faults.trial.Trial;
import java.time.Duration;
import java.util.List;

/** A process ends, and another one opens its port two seconds later. */
final class PortReopened implements Fault {

    private static final Duration CLOSED = Duration.ofSeconds(2);
    private static final Duration BACK_ALONE = Duration.ofMillis(500);
    private static final Duration BACK = Duration.ofSeconds(4);

    @Override
    public String name() {
        return "port closed and reopened";
    }

    @Override
    public String group() {
        return Troubles.CONNECTING;
    }

    @Override
    public String target() {
        return "alone: the first answer within %s of the reopening; beside two, with `round-robin`: none lost, each %s, and it is called again within %s (hold-off)"
                .formatted(Wait.text(BACK_ALONE), Wait.NONE, Wait.text(BACK));
    }

    @Override
    public Finding run(Trial trial) throws Exception {
        // Not the default, which may have no reason to ask it just then: what is tried is how long it is held off.
        Course course = new Course(trial, Caller.usual().orders(orders -> orders.balancer("round-robin")));
        Closing port = new Closing();
        try (port;
                Stand stand = course.stand(List.of(port.endpoint()))) {
            stand.call(Stand.request("http"));
            alone(course, port, stand);
            course.givenBack(stand);
        }
        try (Closing other = new Closing()) {
            course.besideWhile(other.endpoint(), Most.none(Wait.NONE), stand -> {
                long back = other.closeAndReopen(CLOSED, BACK);
                course.measure(Measure.time("called again after", back, BACK));
            });
        }
        return course.finding(Troubles.LOOPBACK);
    }

    private static void alone(Course course, Closing port, Stand stand) throws Exception {
        port.close();
        long reopening = System.nanoTime() + CLOSED.toNanos();
        Seen seen = stand.call(Stand.request("http"));
        course.see("alone, closed", seen, Expected.failure("MeshException", "connect-failure", Wait.NONE));
        while (System.nanoTime() < reopening) {
            stand.call(Stand.request("http"));
        }
        port.reopen();
        long opened = System.nanoTime();
        while (stand.call(Stand.request("http")).isLost() && System.nanoTime() - opened < BACK.toNanos()) {}
        course.measure(Measure.time("alone answered again after", System.nanoTime() - opened, BACK_ALONE));
    }
}

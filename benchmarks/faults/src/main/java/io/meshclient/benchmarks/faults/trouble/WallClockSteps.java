package io.meshclient.benchmarks.faults.trouble;

import io.meshclient.benchmarks.faults.server.Http1;
import io.meshclient.benchmarks.faults.server.TcpServer;
import io.meshclient.benchmarks.faults.trial.Fault;
import io.meshclient.benchmarks.faults.trial.Finding;
import io.meshclient.benchmarks.faults.trial.Measure;
import io.meshclient.benchmarks.faults.trial.Seen;
import io.meshclient.benchmarks.faults.trial.Stand;
import io.meshclient.benchmarks.faults.trial.Trial;
import io.meshclient.time.MeshRuntime;
import java.util.List;
import okhttp3.OkHttpClient;

/** The wall clock jumps by a day, forwards and backwards, every 20 ms. The mesh's own clock is stepped: times are taken from the monotonic one, and the date is only asked where a server names one, as the 503s do here. */
final class WallClockSteps implements Fault {

    private static final Most BESIDE = Most.none(Wait.NONE);

    @Override
    public String name() {
        return "steps of the wall clock";
    }

    @Override
    public String group() {
        return Troubles.CLOCK;
    }

    @Override
    public String target() {
        return "a day forwards and back, every 20 ms; beside an endpoint that answers 503 with a `Retry-After` of a date, two others: "
                + BESIDE;
    }

    @Override
    public Finding run(Trial trial) throws Exception {
        SteppingClock clock = new SteppingClock();
        Course course = new Course(trial, Caller.usual());
        try (TcpServer bad = TcpServer.start(Http1.always(SteppingClock.later()));
                TcpServer good = TcpServer.start(Http1.healthy());
                TcpServer better = TcpServer.start(Http1.healthy());
                MeshRuntime runtime = clock.runtime();
                Stand stand = Stand.of(
                        new OkHttpClient(),
                        List.of(good.endpoint(), bad.endpoint(), better.endpoint()),
                        mesh -> mesh.runtime(runtime),
                        orders -> {})) {
            List<Seen> seen = stand.calls(Stand.request("http"), trial.count(20_000, 2_000), 8);
            course.beside(bad.endpoint(), seen, BESIDE);
            course.measure(Measure.holds("stepped", clock.asked() > 0));
            course.givenBack(stand);
        }
        return course.finding("the injected clock, loopback");
    }
}

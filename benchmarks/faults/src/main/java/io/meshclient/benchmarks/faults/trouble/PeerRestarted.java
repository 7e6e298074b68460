package io.meshclient.benchmarks.faults.trouble;

import io.meshclient.benchmarks.faults.server.Line;
import io.meshclient.benchmarks.faults.trial.Fault;
import io.meshclient.benchmarks.faults.trial.Finding;
import io.meshclient.benchmarks.faults.trial.Measure;
import io.meshclient.benchmarks.faults.trial.Seen;
import io.meshclient.benchmarks.faults.trial.Stand;
import io.meshclient.benchmarks.faults.trial.Trial;
import java.util.List;

/** The other machine has restarted, and no FIN came: it answers pooled connections with RST. */
final class PeerRestarted implements Fault {

    private static final Expected ALONE = Expected.answer(Wait.NONE);

    @Override
    public String name() {
        return "half-open connection: the peer restarted";
    }

    @Override
    public String group() {
        return Troubles.CONNECTIONS;
    }

    @Override
    public String target() {
        return "alone: " + ALONE + ", the dead connection made good without a retry";
    }

    @Override
    public Finding run(Trial trial) throws Exception {
        Course course = new Course(trial, Caller.usual());
        String where;
        try (Line line = Line.open("healthy");
                Stand stand = course.stand(List.of(line.endpoint()))) {
            where = line.where();
            stand.call(Stand.request("http"));
            line.restart();
            Seen seen = stand.call(Stand.request("http"));
            course.see("alone", seen, ALONE);
            course.measure(Measure.holds("met", seen.attempts().contains("stale-connection")));
            course.givenBack(stand);
        }
        return course.finding(where);
    }
}

package io.meshclient.benchmarks.faults.trouble;

import io.meshclient.benchmarks.faults.server.Line;
import io.meshclient.benchmarks.faults.trial.Fault;
import io.meshclient.benchmarks.faults.trial.Finding;
import io.meshclient.benchmarks.faults.trial.Stand;
import io.meshclient.benchmarks.faults.trial.Trial;
import java.util.List;

/** The other machine is gone, and no FIN came: pooled connections look alive. */
final class PeerGone implements Fault {

    private static final Expected ALONE = new Expected(
            "`MeshException` after connect-failure or `MeshTimeoutException` after call-timeout", Wait.CALL);
    private static final Most BESIDE = Most.none(Wait.READ);
    private static final Most HURRIED = Most.none(Wait.PER_TRY);

    @Override
    public String name() {
        return "half-open connection: the peer is gone";
    }

    @Override
    public String group() {
        return Troubles.CONNECTIONS;
    }

    @Override
    public String target() {
        return "alone: " + ALONE + "; beside two: " + BESIDE + "; with " + Wait.PER_TRY.why() + ": " + HURRIED;
    }

    @Override
    public Finding run(Trial trial) throws Exception {
        Course course = new Course(trial, Caller.usual().waiting(trial));
        String where;
        try (Line line = Line.open("healthy")) {
            course.besideCut(line, Wait.NONE, BESIDE);
        }
        try (Line line = Line.open("healthy")) {
            course.besideCut(line, Wait.PER_TRY, HURRIED);
        }
        try (Line line = Line.open("healthy");
                Stand stand = course.stand(List.of(line.endpoint()))) {
            where = line.where();
            stand.call(Stand.request("http"));
            line.cut();
            course.see("alone", stand.call(Stand.request("http")), ALONE);
            course.givenBack(stand);
        }
        return course.finding(where);
    }
}

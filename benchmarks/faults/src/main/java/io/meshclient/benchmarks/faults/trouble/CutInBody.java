package io.meshclient.benchmarks.faults.trouble;

import io.meshclient.benchmarks.faults.server.Line;
import io.meshclient.benchmarks.faults.trial.Fault;
import io.meshclient.benchmarks.faults.trial.Finding;
import io.meshclient.benchmarks.faults.trial.Stand;
import io.meshclient.benchmarks.faults.trial.Trial;
import java.time.Duration;
import java.util.List;

/** The link goes down while a body is read: nobody says anything any more. */
final class CutInBody implements Fault {

    private static final Duration BEFORE = Duration.ofMillis(500);
    private static final Expected ALONE = new Expected("status 200, then `SocketTimeoutException`", Wait.READ);

    @Override
    public String name() {
        return "link cut in mid-body";
    }

    @Override
    public String group() {
        return Troubles.CONNECTIONS;
    }

    @Override
    public String target() {
        return "alone: " + ALONE + "; a body that has begun is never asked for again";
    }

    @Override
    public Finding run(Trial trial) throws Exception {
        Course course = new Course(trial, Caller.usual().waiting(trial));
        String where;
        try (Line line = Line.open("endless");
                Stand stand = course.stand(List.of(line.endpoint()))) {
            where = line.where();
            Cut cut = Cut.after(BEFORE, line);
            course.see("alone", stand.call(Stand.request("http")), ALONE);
            cut.await();
            course.givenBack(stand);
        }
        return course.finding(where);
    }
}

package io.meshclient.benchmarks.faults.trouble;

import io.meshclient.benchmarks.faults.server.SilentPort;
import io.meshclient.benchmarks.faults.trial.Fault;
import io.meshclient.benchmarks.faults.trial.Finding;
import io.meshclient.benchmarks.faults.trial.Trial;

/** No SYN is answered. */
final class SynDropped implements Fault {

    private static final Expected ALONE = Expected.failure("MeshException", "connect-failure", Wait.CONNECT);
    private static final Most BESIDE = Most.none(Wait.CONNECT);

    @Override
    public String name() {
        return "SYN dropped";
    }

    @Override
    public String group() {
        return Troubles.CONNECTING;
    }

    @Override
    public String target() {
        return "alone: " + ALONE + "; beside two: " + BESIDE;
    }

    @Override
    public Finding run(Trial trial) throws Exception {
        Course course = new Course(trial, Caller.usual());
        String where;
        try (SilentPort port = SilentPort.find()) {
            where = port.where();
            course.alone(port.endpoint(), ALONE);
            course.beside(port.endpoint(), BESIDE);
            course.manyInAHurry(port.endpoint(), 5_000, 400);
        }
        return course.finding(where);
    }
}

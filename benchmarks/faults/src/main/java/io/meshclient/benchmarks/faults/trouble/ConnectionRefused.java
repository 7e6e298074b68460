package io.meshclient.benchmarks.faults.trouble;

import io.meshclient.benchmarks.faults.server.Ports;
import io.meshclient.benchmarks.faults.trial.Fault;
import io.meshclient.benchmarks.faults.trial.Finding;
import io.meshclient.benchmarks.faults.trial.Trial;

/** Nobody listens at the port. */
final class ConnectionRefused implements Fault {

    private static final Expected ALONE = Expected.failure("MeshException", "connect-failure", Wait.NONE);
    private static final Most BESIDE = Most.none(Wait.NONE);

    @Override
    public String name() {
        return "connection refused";
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
        String nobody = Ports.nobody();
        course.alone(nobody, ALONE);
        course.beside(nobody, BESIDE);
        course.many(nobody, 20_000, 2_000);
        return course.finding(Troubles.LOOPBACK);
    }
}

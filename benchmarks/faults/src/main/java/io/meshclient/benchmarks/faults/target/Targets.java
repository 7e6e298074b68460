package io.meshclient.benchmarks.faults.target;

import io.meshclient.benchmarks.faults.trial.Fault;
import java.time.Duration;
import java.util.List;

/** The rows with targets, in the order of the table. */
public final class Targets {

    private Targets() {}

    public static List<Fault> all() {
        return List.of(
                new RollingRestart(),
                new KillOne(Wire.HTTP_1),
                new KillOne(Wire.H2C),
                new SilentOne(Silence.STOPPED, Wire.HTTP_1),
                new SilentOne(Silence.STOPPED, Wire.HTTP_1, Duration.ofSeconds(1)),
                new SilentOne(Silence.STOPPED, Wire.H2C),
                new SilentOne(Silence.CUT, Wire.HTTP_1),
                new FailOne(),
                new Outage());
    }
}

package io.meshclient.benchmarks.faults.trouble;

import io.meshclient.benchmarks.faults.server.Ports;
import io.meshclient.benchmarks.faults.trial.Fault;
import io.meshclient.benchmarks.faults.trial.Finding;
import io.meshclient.benchmarks.faults.trial.LeakProbe;
import io.meshclient.benchmarks.faults.trial.Measure;
import io.meshclient.benchmarks.faults.trial.Seen;
import io.meshclient.benchmarks.faults.trial.Stand;
import io.meshclient.benchmarks.faults.trial.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Nobody listens at the port. */
final class ConnectionRefused implements Fault {

    private static final Duration WITHIN = Duration.ofSeconds(2);

    @Override
    public String name() {
        return "connection refused";
    }

    @Override
    public String group() {
        return "Connecting";
    }

    @Override
    public String target() {
        return "alone: `MeshException` within " + WITHIN.toMillis() + " ms";
    }

    @Override
    public Finding run(Trial trial) throws Exception {
        LeakProbe probe = trial.leakProbe();
        List<Measure> leaks = new ArrayList<>();
        Seen seen;
        try (Stand stand = trial.stand(List.of(Ports.nobody()))) {
            seen = stand.get();
            leaks.add(LeakProbe.inFlight(stand.mesh()));
        }
        leaks.addAll(probe.afterwards());
        return new Finding(seen.inShort(), "loopback", List.of(Measure.time("after", seen.nanos(), WITHIN)), leaks);
    }
}

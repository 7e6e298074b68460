package io.meshclient.benchmarks.faults.target;

import io.meshclient.benchmarks.faults.trial.Finding;
import io.meshclient.benchmarks.faults.trial.LeakProbe;
import io.meshclient.benchmarks.faults.trial.Measure;
import io.meshclient.benchmarks.faults.trial.Stand;
import io.meshclient.benchmarks.faults.trial.Trial;
import io.meshclient.policy.ServiceConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import okhttp3.OkHttpClient;

/**
 * Three servers, each a process, and 500 calls a second to them through a mesh in this one. What is done to the servers is
 * up to a {@link Plot}.
 */
final class Scene {

    static final int SERVERS = 3;

    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration QUICK_WARM_UP = Duration.ofSeconds(2);
    private static final Duration LONGEST_WARM_UP =
            Duration.ofSeconds(20); // where the machine is busy with other things
    private static final long WARM_NANOS = Duration.ofMillis(150).toNanos();
    private static final Duration BEFORE = Duration.ofSeconds(5);
    private static final Duration QUICK_BEFORE = Duration.ofSeconds(2);

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Servers servers;
    private final OpenLoad load;
    private final long normalFrom;
    private final long normalTo;

    private Scene(Servers servers, Stand stand, Trial trial) {
        this.servers = servers;
        load = OpenLoad.start(stand.client());
        load.pass(trial.time(WARM_UP, QUICK_WARM_UP));
        passUntil(LONGEST_WARM_UP, second -> second.latency(99) < WARM_NANOS);
        normalFrom = load.now();
        load.pass(trial.time(BEFORE, QUICK_BEFORE));
        normalTo = load.now();
    }

    /** What happens, and what is told of it. */
    interface Plot {
        Story play(Scene scene) throws Exception;
    }

    /** Sets the scene, plays, clears away, and looks at what is left. */
    static Finding play(Trial trial, Wire wire, Consumer<ServiceConfig.Builder> settings, Plot plot) throws Exception {
        return play(trial, wire, Servers.start(wire, SERVERS), settings, plot);
    }

    /** The same with servers that are there. */
    static Finding play(Trial trial, Wire wire, Servers started, Consumer<ServiceConfig.Builder> settings, Plot plot)
            throws Exception {
        LeakProbe probe = trial.leakProbe();
        OkHttpClient plain =
                new OkHttpClient.Builder().protocols(wire.protocols()).build();
        Story story;
        List<Measure> leaks = new ArrayList<>();
        try (Servers servers = started;
                Stand stand = trial.stand(plain, List.of(servers.endpoints()), settings)) {
            story = plot.play(new Scene(servers, stand, trial));
            leaks.add(LeakProbe.inFlight(stand.mesh()));
        }
        leaks.addAll(probe.afterwards());
        return new Finding(story.saw(), "process", story.measures(), leaks);
    }

    Servers servers() {
        return servers;
    }

    /** Nanoseconds since the load began. */
    long now() {
        return load.now();
    }

    void pass(Duration time) {
        load.pass(time);
    }

    /** Lets the load go on until something holds of the calls of the last second, or the time is up. */
    void passUntil(Duration longest, Predicate<Calls> holds) {
        long end = now() + longest.toNanos();
        do {
            pass(LOOK);
        } while (now() < end && !holds.test(load.soFar().between(now() - SECOND, now())));
    }

    /** No more calls; returns all that there were since the warm-up. */
    Calls end() throws IOException {
        return load.stop().between(normalFrom, Long.MAX_VALUE);
    }

    /** The 99th percentile before anything happened, in nanoseconds. */
    long normal(Calls all) {
        return all.between(normalFrom, normalTo).latency(99);
    }
}

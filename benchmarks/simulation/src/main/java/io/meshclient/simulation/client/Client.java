package io.meshclient.simulation.client;

import io.meshclient.cluster.Cluster;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.simulation.loop.EventLoop;
import io.meshclient.simulation.report.Recording;
import io.meshclient.simulation.scenario.ScenarioSpec;
import io.meshclient.simulation.scenario.ServerSpec;
import io.meshclient.time.MeshRuntime;
import java.time.Duration;

/** One calling process: a cluster of its own, and what its calls need. */
final class Client {

    /** What the mesh takes when neither it nor the client says anything. */
    private static final Duration CONNECT = Duration.ofSeconds(1);

    private static final Duration NEVER = Duration.ofDays(1);

    final EventLoop loop;
    final MeshRuntime runtime;
    final Cluster cluster;
    final Chooser chooser;
    final Recording recording;
    final ScenarioSpec scenario;
    private final String zone;
    private long open;

    Client(ScenarioSpec scenario, int number, EventLoop loop, Parts parts) {
        this.scenario = scenario;
        this.zone = scenario.clients().zone(number);
        this.loop = loop;
        this.runtime = parts.runtime();
        this.cluster = parts.cluster();
        this.chooser = parts.chooser();
        this.recording = parts.recording();
    }

    /**
     * What a client is made of.
     *
     * @param runtime virtual time
     * @param cluster the service as it sees it
     * @param chooser where attempts go
     * @param recording hears what happens
     */
    record Parts(MeshRuntime runtime, Cluster cluster, Chooser chooser, Recording recording) {}

    ServiceConfig config() {
        return cluster.config();
    }

    /** A message's time to or from a server. */
    long network(ServerSpec server) {
        return scenario.network(zone, server);
    }

    long connectNanos() {
        Duration explicit = config().timeouts().connect();
        long nanos = (explicit == null ? CONNECT : explicit).toNanos();
        return nanos == 0 ? NEVER.toNanos() : nanos;
    }

    /** Calls now; the task runs when the call is over. */
    void call(long number, Runnable whenOver) {
        open++;
        new SimulatedCall(this, number, whenOver).start();
    }

    void ended(long start, boolean lost) {
        open--;
        recording.call(start, loop.nanos(), lost);
    }

    /** Calls that have not ended. */
    long open() {
        return open;
    }
}

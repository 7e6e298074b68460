package io.meshclient.simulation.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.cluster.Cluster;
import io.meshclient.cluster.EndpointState;
import io.meshclient.cluster.LoadProbe;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.observe.MeshObserver;
import io.meshclient.policy.BalancerPolicy;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.simulation.latency.Latency;
import io.meshclient.simulation.loop.EventLoop;
import io.meshclient.simulation.loop.SplitMix;
import io.meshclient.simulation.scenario.ServerSpec;
import io.meshclient.simulation.scenario.TroubleSpec;
import io.meshclient.simulation.scenario.TroubleSpec.Kind;
import io.meshclient.simulation.server.Server;
import io.meshclient.stats.LoadReport;
import io.meshclient.time.MeshRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When a fake server's load is heard, and that a probe always ends. */
class ProbesTest {

    private static final long MILLI = 1_000_000L;
    private static final long WAY = 2 * MILLI;

    private final EventLoop loop = new EventLoop();
    private final Endpoint endpoint = Endpoint.builder("web-1", 80).build();
    private final Server server = new Server(
            new ServerSpec(0, "web", endpoint, 2, 10, Latency.constant(MILLI), 1, 1, 0, Long.MAX_VALUE, 0, 0), loop);
    private final Probes probes = new Probes(loop, Map.of(endpoint.key(), server), asked -> WAY);
    private final List<String> heard = new ArrayList<>();

    private EndpointState state() {
        List<EndpointState> states = new ArrayList<>();
        MeshRuntime runtime = new MeshRuntime(loop, loop, new SplitMix(1, 1));
        Cluster cluster = new Cluster(
                ServiceConfig.of("web", service -> service.endpoints(endpoint.key())),
                runtime,
                new MeshObserver() {},
                states::add);
        cluster.update(EndpointSet.of(List.of(endpoint)));
        cluster.update(EndpointSet.of(List.of())); // whoever is gone is told
        return states.get(0);
    }

    private void ask(long timeoutMillis) {
        BalancerPolicy.Probe how = new BalancerPolicy.Probe("/load", 1, Duration.ofMillis(timeoutMillis));
        probes.ask(
                new LoadProbe.Target("web", "http", state(), how),
                report -> heard.add(
                        loop.nanos() / MILLI + (report == null ? " nothing" : " " + report.get(LoadReport.IN_FLIGHT))));
        loop.runUntil(loop.nanos() + 1_000 * MILLI);
    }

    private void trouble(Kind kind) {
        server.begin(new TroubleSpec(kind, List.of(0), "", 0, 500 * MILLI, 3, 503, 100, 0, -1));
    }

    @Test
    void theLoadIsThatAtTheServerAndHeardAWayLater() {
        ask(100);
        assertThat(heard).containsExactly("4 0.0");
    }

    @Test
    void whoIsGoneRefuses() {
        trouble(Kind.DOWN);
        ask(100);
        assertThat(heard).containsExactly("4 nothing");
    }

    @Test
    void whoStandsStillSaysNothingInTime() {
        trouble(Kind.STALL);
        ask(100);
        assertThat(heard).containsExactly("100 nothing");
    }

    @Test
    void norDoesWhoIsOutOfReachOrTooFarAway() {
        ask(3);
        trouble(Kind.UNREACHABLE);
        assertThat(heard).containsExactly("3 nothing");
        heard.clear();
        ask(100);
        assertThat(heard).containsExactly("1100 nothing");
    }
}

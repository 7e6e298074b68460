package io.meshclient.simulation.client;

import io.meshclient.cluster.Cluster;
import io.meshclient.cluster.HealthProbe;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.observe.MeshObserver;
import io.meshclient.simulation.loop.EventLoop;
import io.meshclient.simulation.loop.SplitMix;
import io.meshclient.simulation.report.Recording;
import io.meshclient.simulation.scenario.PolicySpec;
import io.meshclient.simulation.scenario.ScenarioSpec;
import io.meshclient.simulation.scenario.Scenarios;
import io.meshclient.simulation.scenario.ServerSpec;
import io.meshclient.simulation.scenario.TroubleSpec;
import io.meshclient.simulation.server.Server;
import io.meshclient.time.Internal;
import io.meshclient.time.MeshRuntime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * One policy's run of a scenario. Each part draws from a stream of its own, so the load, the work that a call needs and
 * every trouble are the same for all policies.
 */
@Internal
public final class World {

    private static final long LOAD_STREAM = 1;
    private static final long REFERENCE_STREAM = 2;
    private static final long DISCOVERY_STREAM = 3;
    private static final long SERVER_STREAMS = 1_000_000;
    private static final long CLIENT_STREAMS = 2_000_000;

    /** After the end of the load, longer than any sensible trouble: a call that never ends is a bug. */
    private static final long PATIENCE_NANOS = 24 * 3_600 * 1_000_000_000L;

    private static final MeshObserver NOBODY = new MeshObserver() {};

    private final ScenarioSpec scenario;
    private final PolicySpec policy;
    private final EventLoop loop = new EventLoop();
    private final Recording recording;
    private final List<Server> servers = new ArrayList<>();
    private final Map<String, Server> byKey = new HashMap<>(); // looked up only, never walked through
    private final List<Client> clients = new ArrayList<>();

    private World(ScenarioSpec scenario, PolicySpec policy) {
        this.scenario = scenario;
        this.policy = policy;
        this.recording = new Recording(scenario.servers().size(), scenario.duration());
    }

    /**
     * Runs it, to the end of the last call.
     *
     * @param scenario what happens
     * @param policy who decides
     * @return what was recorded
     */
    public static Recording run(ScenarioSpec scenario, PolicySpec policy) {
        World world = new World(scenario, policy);
        scenario.servers().forEach(world::add);
        scenario.troubles().forEach(world::add);
        world.addClients();
        world.tellOfChanges();
        world.addLoad();
        world.runToTheLastCall();
        world.recording.ended(world.loop.handled());
        return world.recording;
    }

    /** Not to the last event: what balances by load looks again and again, for ever. */
    private void runToTheLastCall() {
        long until = scenario.duration();
        loop.runUntil(until);
        while (open() > 0) {
            if (until - scenario.duration() > PATIENCE_NANOS) {
                throw new IllegalStateException(open() + " calls of " + policy.name() + " never ended");
            }
            until += Recording.SLICE_NANOS;
            loop.runUntil(until);
        }
    }

    private long open() {
        long open = 0;
        for (Client client : clients) {
            open += client.open();
        }
        return open;
    }

    private void add(ServerSpec spec) {
        Server server = new Server(spec, loop);
        servers.add(server);
        byKey.put(spec.endpoint().key(), server);
        if (spec.joins() > 0) {
            server.stop();
            loop.at(spec.joins(), server::restart);
        }
        if (spec.pausesEvery() > 0) {
            pauseLater(server, new SplitMix(scenario.seed(), SERVER_STREAMS + spec.index()));
        }
    }

    private void pauseLater(Server server, SplitMix random) {
        double gap = -StrictMath.log(1 - random.nextDouble()) * server.spec().pausesEvery();
        long at = loop.nanos() + (long) gap;
        if (at < scenario.duration()) {
            loop.at(at, () -> {
                server.freeze(server.spec().pausesFor());
                pauseLater(server, random);
            });
        }
    }

    private void add(TroubleSpec trouble) {
        loop.at(
                trouble.at(),
                () -> trouble.servers().forEach(hit -> servers.get(hit).begin(trouble)));
        loop.at(
                trouble.end(),
                () -> trouble.servers().forEach(hit -> servers.get(hit).end(trouble)));
    }

    private void addClients() {
        Chooser shared = new IdealChooser(servers, new SplitMix(scenario.seed(), REFERENCE_STREAM));
        for (int number = 0; number < scenario.clients().count(); number++) {
            MeshRuntime runtime = new MeshRuntime(loop, loop, new SplitMix(scenario.seed(), CLIENT_STREAMS + number));
            String zone = scenario.clients().zone(number);
            Cluster cluster = new Cluster(policy.config(zone), runtime, NOBODY, around(zone));
            Chooser chooser = chooser(shared, runtime, cluster);
            clients.add(new Client(scenario, number, loop, new Client.Parts(runtime, cluster, chooser, recording)));
        }
    }

    /** Nothing but the servers; who is asked for its load is as far away as for calls. */
    private Cluster.Surroundings around(String zone) {
        Probes probes = new Probes(loop, byKey, server -> scenario.network(zone, server.spec()));
        return new Cluster.Surroundings(state -> {}, name -> null, HealthProbe.NONE, probes);
    }

    private Chooser chooser(Chooser ideal, MeshRuntime runtime, Cluster cluster) {
        if (!policy.reference()) {
            return new MeshChooser(cluster, byKey);
        }
        return policy.name().equals(Scenarios.IDEAL) ? ideal : new LeastInFlightChooser(servers, runtime.random());
    }

    /** All know at the beginning; later each hears in its own part of the delay. */
    private void tellOfChanges() {
        TreeSet<Long> changes = new TreeSet<>();
        for (ServerSpec server : scenario.servers()) {
            changes.add(server.joins());
            changes.add(server.leaves());
        }
        changes.remove(Long.MAX_VALUE);
        changes.add(0L);
        for (long change : changes) {
            EndpointSet set = EndpointSet.of(listed(change));
            for (int number = 0; number < clients.size(); number++) {
                Cluster cluster = clients.get(number).cluster;
                double part = change == 0 ? 0 : SplitMix.at(scenario.seed(), DISCOVERY_STREAM, number);
                loop.at(change + (long) (scenario.clients().discoveryDelay() * part), () -> cluster.update(set));
            }
        }
    }

    private List<Endpoint> listed(long time) {
        return scenario.servers().stream()
                .filter(server -> server.joins() <= time && time < server.leaves())
                .map(ServerSpec::endpoint)
                .toList();
    }

    private void addLoad() {
        SplitMix random = new SplitMix(scenario.seed(), LOAD_STREAM);
        if (scenario.load().open()) {
            new OpenLoad(scenario, loop, random, clients).next();
        } else {
            new ClosedLoad(scenario, loop, random, clients).begin();
        }
    }
}

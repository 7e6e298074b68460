package io.meshclient.simulation.client;

import io.meshclient.cluster.LoadProbe;
import io.meshclient.simulation.loop.EventLoop;
import io.meshclient.simulation.server.Load;
import io.meshclient.simulation.server.Server;
import io.meshclient.stats.LoadReport;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Prequal's probes of one client: there, at the server, and back. A server answers them at once, without a worker; one that is
 * down refuses, and one that stands still or is unreachable says nothing.
 */
final class Probes implements LoadProbe {

    private final EventLoop loop;
    private final Map<String, Server> servers;
    private final ToLongFunction<Server> network; // a message's time

    Probes(EventLoop loop, Map<String, Server> servers, ToLongFunction<Server> network) {
        this.loop = loop;
        this.servers = servers;
        this.network = network;
    }

    @Override
    public void ask(Target target, Consumer<@Nullable LoadReport> done) {
        Server server = Objects.requireNonNull(servers.get(target.endpoint().key()));
        long oneWay = network.applyAsLong(server);
        long timeout = target.how().timeout().toNanos();
        long start = loop.nanos();
        if (2 * oneWay > timeout) {
            loop.at(start + timeout, () -> done.accept(null));
            return;
        }
        loop.at(start + oneWay, () -> {
            Load told = server.told();
            boolean silent = told == null && !server.refuses();
            loop.at(start + (silent ? timeout : 2 * oneWay), () -> done.accept(told == null ? null : told.report()));
        });
    }
}

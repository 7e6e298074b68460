package io.meshclient.simulation.client;

import io.meshclient.simulation.loop.EventLoop;
import io.meshclient.simulation.loop.SplitMix;
import io.meshclient.simulation.scenario.LoadSpec;
import io.meshclient.simulation.scenario.ScenarioSpec;
import java.util.List;

/** Calls at random times (Poisson), whatever became of earlier ones; each by a client at random. */
final class OpenLoad implements Runnable {

    private static final Runnable NOTHING = () -> {};

    private final LoadSpec load;
    private final long duration;
    private final EventLoop loop;
    private final SplitMix random;
    private final List<Client> clients;
    private long number;

    OpenLoad(ScenarioSpec scenario, EventLoop loop, SplitMix random, List<Client> clients) {
        this.load = scenario.load();
        this.duration = scenario.duration();
        this.loop = loop;
        this.random = random;
        this.clients = clients;
    }

    @Override
    public void run() {
        clients.get(random.nextInt(clients.size())).call(number++, NOTHING);
        next();
    }

    /** A change of the rate draws anew from its moment on: a Poisson process has no memory. */
    void next() {
        long at = loop.nanos();
        while (at < duration) {
            double rate = load.at(at);
            long change = load.nextChange(at);
            double seconds = rate == 0 ? 1e6 : -StrictMath.log(1 - random.nextDouble()) / rate;
            long arrival = at + (long) (seconds * 1e9);
            if (arrival < change) {
                if (arrival < duration) {
                    loop.at(arrival, this);
                }
                return;
            }
            at = change;
        }
    }
}

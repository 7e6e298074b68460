package io.meshclient.simulation.client;

import io.meshclient.simulation.loop.EventLoop;
import io.meshclient.simulation.loop.SplitMix;
import io.meshclient.simulation.scenario.LoadSpec;
import io.meshclient.simulation.scenario.ScenarioSpec;
import java.util.List;

/** Callers that each make one call at a time. They begin spread over a tenth of a second. */
final class ClosedLoad {

    private static final long SPREAD_NANOS = 100_000_000L;
    private static final long AFTER_REFUSAL_NANOS = 1_000_000L; // or a refused caller would ask for ever in one moment
    private static final long CALLS_OF_ONE = 100_000_000L;

    private final LoadSpec load;
    private final long duration;
    private final EventLoop loop;
    private final SplitMix random;
    private final List<Client> clients;
    private int callers;

    ClosedLoad(ScenarioSpec scenario, EventLoop loop, SplitMix random, List<Client> clients) {
        this.load = scenario.load();
        this.duration = scenario.duration();
        this.loop = loop;
        this.random = random;
        this.clients = clients;
    }

    void begin() {
        for (LoadSpec.Step step : load.steps()) {
            loop.at(step.at(), () -> becomes((int) step.amount()));
        }
    }

    private void becomes(int wanted) {
        for (int caller = callers; caller < wanted; caller++) {
            Caller next = new Caller(caller);
            loop.at(loop.nanos() + (long) (random.nextDouble() * SPREAD_NANOS), next);
        }
        callers = wanted; // those beyond go home after their call
    }

    private final class Caller implements Runnable {
        private final int number;
        private long calls;
        private long began;

        Caller(int number) {
            this.number = number;
        }

        @Override
        public void run() {
            if (loop.nanos() < duration && number < callers) {
                began = loop.nanos();
                clients.get(number % clients.size()).call(number * CALLS_OF_ONE + calls++, this::over);
            }
        }

        private void over() {
            long least = loop.nanos() == began ? AFTER_REFUSAL_NANOS : 0;
            loop.at(loop.nanos() + Math.max(least, load.thinkNanos()), this);
        }
    }
}

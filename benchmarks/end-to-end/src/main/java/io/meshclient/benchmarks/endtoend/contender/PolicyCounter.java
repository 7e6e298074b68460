package io.meshclient.benchmarks.endtoend.contender;

import io.meshclient.observe.EndpointEvent;
import io.meshclient.observe.MeshObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/** Reads retries from the library's own meter, and hears of endpoints that are taken out; it costs a call nothing. */
final class PolicyCounter implements MeshObserver {
    private static final String RETRIES = "mesh.client.retries";

    private final MeterRegistry registry;
    private final AtomicLong takenOut = new AtomicLong();

    PolicyCounter() {
        this(new SimpleMeterRegistry());
    }

    PolicyCounter(MeterRegistry registry) {
        this.registry = registry;
    }

    MeterRegistry registry() {
        return registry;
    }

    /** An endpoint that refuses connections is held off at once by the library, where a sidecar ejects it by and by. */
    @Override
    public void endpointChanged(EndpointEvent event) {
        if (event.change() == EndpointEvent.Change.EJECTED || event.change() == EndpointEvent.Change.HELD_OFF) {
            takenOut.incrementAndGet();
        }
    }

    PolicyCounts counts() {
        double retries = registry.find(RETRIES).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
        return new PolicyCounts((long) retries, takenOut.get());
    }
}

package io.meshclient.samples.shop.storefront;

import io.meshclient.samples.shop.load.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** The mesh's own meters, as any monitoring of the application would read them. */
@Component
final class MicrometerMeters implements Meters {
    private final MeterRegistry registry;

    MicrometerMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public long retries() {
        return sum("mesh.client.retries");
    }

    @Override
    public long ejections() {
        return sum("mesh.client.ejections");
    }

    private long sum(String meter) {
        return Math.round(registry.find(meter).counters().stream()
                .mapToDouble(Counter::count)
                .sum());
    }
}

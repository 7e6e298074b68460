package io.meshclient.samples.shop.storefront;

import io.meshclient.samples.shop.load.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.search.Search;
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
        return sum(registry.find("mesh.client.retries"));
    }

    @Override
    public long ejections() {
        return sum(registry.find("mesh.client.ejections").tag("state", "ejected"));
    }

    @Override
    public long holdOffs() {
        return sum(registry.find("mesh.client.ejections").tag("state", "held-off"));
    }

    private static long sum(Search meters) {
        return Math.round(meters.counters().stream().mapToDouble(Counter::count).sum());
    }
}

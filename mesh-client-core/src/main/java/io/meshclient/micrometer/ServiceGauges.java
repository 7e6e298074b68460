package io.meshclient.micrometer;

import io.meshclient.observe.EndpointStatus;
import io.meshclient.observe.ServiceStats;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The gauges of one service, over all meshes that share the observer. As a predicate: whether one of them knows an
 * endpoint. Joining and leaving are serialised by the caller.
 */
final class ServiceGauges implements Predicate<String> {

    private final MeterRegistry registry;
    private final Tags tags;
    private final List<ServiceStats> sources = new CopyOnWriteArrayList<>();
    private final List<Meter> meters = new ArrayList<>();

    ServiceGauges(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
    }

    void join(@Nullable ServiceStats stats) {
        if (stats == null) {
            return;
        }
        sources.add(stats);
        if (meters.isEmpty()) {
            register();
        }
    }

    /** Whether nobody is left, and the gauges are gone. */
    boolean leave(@Nullable ServiceStats stats) {
        if (stats == null) {
            sources.clear();
        } else {
            sources.removeIf(source -> source == stats);
        }
        if (!sources.isEmpty()) {
            return false;
        }
        meters.forEach(registry::remove);
        meters.clear();
        return true;
    }

    private void register() {
        meters.add(Gauge.builder(MeterNames.IN_FLIGHT, this, ServiceGauges::inFlight)
                .description("Calls in flight, each until the end of its response's body")
                .tags(tags)
                .strongReference(true)
                .register(registry));
        meters.add(Gauge.builder(MeterNames.LIMIT, this, ServiceGauges::limit)
                .description("Calls that may be in flight at this moment; 0 for any number")
                .tags(tags)
                .strongReference(true)
                .register(registry));
        meters.add(TimeGauge.builder(MeterNames.DISCOVERY_AGE, this, TimeUnit.NANOSECONDS, ServiceGauges::ageNanos)
                .description("How long the source of the endpoints has failed to confirm them; 0 while it works")
                .tags(tags)
                .strongReference(true)
                .register(registry));
        for (EndpointStatus status : EndpointStatus.values()) {
            meters.add(Gauge.builder(MeterNames.ENDPOINTS, this, gauges -> gauges.endpoints(status))
                    .description("Endpoints by state")
                    .tags(tags.and(MeterNames.STATE, status.token()))
                    .strongReference(true)
                    .register(registry));
        }
    }

    private double inFlight() {
        return sources.stream().mapToInt(ServiceStats::inFlight).sum();
    }

    /** Of several meshes each has its own; 0 stands for no limit, which none of the others can make good. */
    private double limit() {
        boolean none = sources.stream().anyMatch(source -> source.limit() == 0);
        return none ? 0 : sources.stream().mapToInt(ServiceStats::limit).sum();
    }

    private double ageNanos() {
        return sources.stream().mapToLong(ServiceStats::ageNanos).max().orElse(0);
    }

    private double endpoints(EndpointStatus status) {
        return sources.stream().mapToInt(source -> source.endpoints(status)).sum();
    }

    @Override
    public boolean test(String endpoint) {
        return sources.stream().anyMatch(source -> source.hasEndpoint(endpoint));
    }
}

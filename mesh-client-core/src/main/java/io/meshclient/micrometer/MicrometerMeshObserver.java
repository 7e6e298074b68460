package io.meshclient.micrometer;

import static java.util.Objects.requireNonNull;

import io.meshclient.observe.CallObserver;
import io.meshclient.observe.CallStarted;
import io.meshclient.observe.EndpointEvent;
import io.meshclient.observe.FallbackEvent;
import io.meshclient.observe.MeshObserver;
import io.meshclient.observe.ServiceEvent;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times what the mesh does, as {@code mesh.client.*} meters. The meters of a service are held, not looked up:
 * a call costs one look-up of its service, and records without an object. Only services of the mesh become tags, and a
 * service that is removed takes its meters away.
 *
 * <p>One observer may serve several meshes; their numbers add up. Two observers on one registry must not see services of
 * the same name: Micrometer would keep the gauges of the first only.
 */
public final class MicrometerMeshObserver implements MeshObserver {

    private final MeterRegistry registry;
    private final boolean endpointTag;
    private final Map<String, ServiceMeters> services = new ConcurrentHashMap<>();
    private final ServiceMeters noService;

    /**
     * Makes an observer without the endpoint tag.
     *
     * @param registry where the meters go
     */
    public MicrometerMeshObserver(MeterRegistry registry) {
        this(builder(registry));
    }

    private MicrometerMeshObserver(Builder builder) {
        this.registry = builder.registry;
        this.endpointTag = builder.endpointTag;
        this.noService = new ServiceMeters(registry, MeterNames.NO_SERVICE, endpointTag);
    }

    /**
     * Starts an observer that differs from the usual one.
     *
     * @param registry where the meters go
     * @return a builder
     */
    public static Builder builder(MeterRegistry registry) {
        return new Builder(registry);
    }

    @Override
    public CallObserver callStarted(CallStarted event) {
        return meters(event.service());
    }

    @Override
    public void endpointChanged(EndpointEvent event) {
        meters(event.service()).endpointChanged(event);
    }

    @Override
    public void fellBack(FallbackEvent event) {
        meters(event.service()).fellBack(event);
    }

    @Override
    public void serviceChanged(ServiceEvent event) {
        switch (event.change()) {
            case ADDED -> services.compute(event.service(), (name, known) -> added(event, known));
            case REMOVED -> services.computeIfPresent(event.service(), (name, known) -> known.left(event.stats()));
            case ENDPOINTS_CHANGED -> meters(event.service()).forgetGoneEndpoints();
            default -> {}
        }
    }

    private ServiceMeters added(ServiceEvent event, @Nullable ServiceMeters known) {
        ServiceMeters meters = known != null ? known : new ServiceMeters(registry, event.service(), endpointTag);
        meters.joined(event.stats());
        return meters;
    }

    private ServiceMeters meters(String service) {
        ServiceMeters known = services.get(service);
        return known != null ? known : noService;
    }

    /** Builds observers. Not for use by several threads. */
    public static final class Builder {

        private final MeterRegistry registry;
        private boolean endpointTag;

        private Builder(MeterRegistry registry) {
            this.registry = requireNonNull(registry, "registry");
        }

        /**
         * Whether {@code mesh.client.attempts} bears the tag {@code endpoint}: one series per endpoint and outcome, which
         * go when the endpoint goes. Off by default.
         *
         * @param value true for the tag
         * @return this
         */
        public Builder endpointTag(boolean value) {
            endpointTag = value;
            return this;
        }

        /**
         * Makes the observer.
         *
         * @return the observer
         */
        public MicrometerMeshObserver build() {
            return new MicrometerMeshObserver(this);
        }
    }
}

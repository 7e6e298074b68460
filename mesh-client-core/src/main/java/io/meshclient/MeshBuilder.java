package io.meshclient;

import static java.util.Objects.requireNonNull;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.DiscoveryProvider;
import io.meshclient.endpoint.Locality;
import io.meshclient.observe.MeshObserver;
import io.meshclient.policy.ConfigValue;
import io.meshclient.policy.MeshConfig;
import io.meshclient.policy.OnDemandPolicy;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.time.MeshRuntime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects what a mesh is made of. Not for use by several threads. */
public final class MeshBuilder {
    private final MeshConfig.Builder config = MeshConfig.builder();
    private @Nullable MeshConfig whole;
    final List<MeshObserver> observers = new ArrayList<>();
    final Map<String, Fallback> fallbacks = new LinkedHashMap<>();
    final Map<String, Discovery> discoveries = new LinkedHashMap<>();
    final Map<String, DiscoveryProvider> providers = new LinkedHashMap<>();
    final Map<String, ConfigValue> discoveryProperties = new LinkedHashMap<>();

    @Nullable
    MeshRuntime runtime;

    MeshBuilder() {}

    /**
     * Adds a service, or sets more of one that is there.
     *
     * @param name a DNS label or several joined by dots; the logical host
     * @param edit sets its values
     * @return this
     * @throws IllegalArgumentException if the name is not allowed
     */
    public MeshBuilder service(String name, Consumer<ServiceConfig.Builder> edit) {
        config.service(name, edit);
        return this;
    }

    /**
     * Sets what all services have unless they say otherwise.
     *
     * @param edit sets the values
     * @return this
     */
    public MeshBuilder defaults(Consumer<ServiceConfig.Builder> edit) {
        config.defaults(edit);
        return this;
    }

    /**
     * Says where this process runs.
     *
     * @param own an empty part is unknown
     * @return this
     */
    public MeshBuilder locality(Locality own) {
        config.locality(own);
        return this;
    }

    /**
     * Lets calls make services: of hosts under a suffix, bounded in number, and let go when idle.
     *
     * @param edit sets the values
     * @return this
     */
    public MeshBuilder onDemand(Consumer<OnDemandPolicy.Builder> edit) {
        config.onDemand(edit);
        return this;
    }

    /**
     * Refuses hosts that are no service, instead of letting them through.
     *
     * @param strict whether to
     * @return this
     */
    public MeshBuilder strict(boolean strict) {
        config.strict(strict);
        return this;
    }

    /**
     * Switches the whole mesh off or on.
     *
     * @param enabled false lets every call go straight through
     * @return this
     */
    public MeshBuilder enabled(boolean enabled) {
        config.enabled(enabled);
        return this;
    }

    /**
     * Reads properties {@code mesh.client.*}; other keys are passed over.
     *
     * @param values by their whole key
     * @return this
     * @throws IllegalArgumentException if a key does not exist or a value is not allowed
     */
    public MeshBuilder properties(Map<String, String> values) {
        config.properties(values);
        Map<String, ConfigValue> withOrigin = new LinkedHashMap<>();
        values.forEach((key, value) -> withOrigin.put(key, new ConfigValue(value, ConfigValue.BUILDER)));
        return discoveryProperties(withOrigin);
    }

    /**
     * Takes a whole configuration, in place of services and defaults set here.
     *
     * @param value the configuration
     * @return this
     */
    public MeshBuilder config(MeshConfig value) {
        whole = value;
        return this;
    }

    /**
     * Properties for discoveries on the class path.
     *
     * @param values by their whole key; {@code mesh.client.discovery.<name>.*} count, others are passed over
     * @return this; {@link #build()} refuses keys and values that are not allowed
     */
    public MeshBuilder discoveryProperties(Map<String, ConfigValue> values) {
        values.forEach((key, value) -> {
            if (key.startsWith(Discoveries.PREFIX)) {
                discoveryProperties.put(key, value);
            }
        });
        return this;
    }

    /**
     * Adds an observer.
     *
     * @param observer hears what the mesh does
     * @return this
     */
    public MeshBuilder observer(MeshObserver observer) {
        observers.add(observer);
        return this;
    }

    /**
     * Says what callers of a service get in the place of a failure; what is said last counts. It belongs to the mesh and not to its
     * configuration, whose changes it outlives.
     *
     * @param service the service's name; it may come later
     * @param fallback answers, or leaves the failure as it is
     * @return this
     */
    public MeshBuilder fallback(String service, Fallback fallback) {
        fallbacks.put(service.toLowerCase(Locale.ROOT), requireNonNull(fallback, "fallback"));
        return this;
    }

    /**
     * Adds a discovery under a name that services' {@code discovery} can have; the caller closes it.
     *
     * @param name the name
     * @param discovery the source
     * @return this
     */
    public MeshBuilder discovery(String name, Discovery discovery) {
        discoveries.put(name, discovery);
        return this;
    }

    /**
     * Adds a provider that the class path cannot make, because it needs something of the application. It takes the
     * place of one with the same name, be it added here or found on the class path. What it makes is closed with the
     * mesh.
     *
     * @param provider makes a discovery when the first service names it
     * @return this
     */
    public MeshBuilder discovery(DiscoveryProvider provider) {
        providers.put(provider.name(), provider);
        return this;
    }

    /**
     * Replaces time, timers and randomness; for tests and simulations. The caller closes it.
     *
     * @param value the runtime
     * @return this
     */
    public MeshBuilder runtime(MeshRuntime value) {
        runtime = value;
        return this;
    }

    /**
     * Starts the mesh.
     *
     * @return the mesh
     * @throws IllegalArgumentException if a value is not allowed; the message says which, and what is
     */
    public Mesh build() {
        MeshConfig checked = whole != null ? whole : config.build();
        return new Mesh(this).started(checked);
    }
}

package io.meshclient;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.DiscoveryProvider;
import io.meshclient.policy.ConfigException;
import io.meshclient.policy.ConfigValue;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.policy.Settings;
import io.meshclient.time.MeshRuntime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Discoveries by name: those given in the builder, and those on the class path, made at their first use. */
final class Discoveries implements AutoCloseable {

    static final String PREFIX = "mesh.client.discovery.";

    private static final Logger LOG = LoggerFactory.getLogger(Discoveries.class);

    private final Map<String, Discovery> given;
    private final Map<String, Discovery> made = new HashMap<>();
    private final Map<String, DiscoveryProvider> providers = new HashMap<>();
    private final Map<String, ConfigValue> properties;
    private final MeshRuntime runtime;

    Discoveries(Map<String, Discovery> given, Map<String, ConfigValue> properties, MeshRuntime runtime) {
        this.given = Map.copyOf(given);
        this.properties = properties;
        this.runtime = runtime;
        ServiceLoader.load(DiscoveryProvider.class).forEach(provider -> providers.put(provider.name(), provider));
    }

    /** Refuses properties that no discovery here would read, and values that theirs does not allow. */
    void checkProperties() {
        for (Map.Entry<String, ConfigValue> property : properties.entrySet()) {
            String name = registryOf(property.getKey());
            if (!providers.containsKey(name)) {
                throw new ConfigException(
                        property.getKey(),
                        new ConfigValue("", property.getValue().origin()), // it may be a secret
                        "is set for a discovery that is not known here; is its module on the class path?",
                        known());
            }
        }
        providers.values().forEach(this::settings);
    }

    /** {@code consul} of {@code mesh.client.discovery.consul.url}. */
    private static String registryOf(String key) {
        String rest = key.substring(PREFIX.length());
        int end = rest.indexOf('.');
        return end < 0 ? rest : rest.substring(0, end);
    }

    void check(ServiceConfig config) {
        String name = config.discovery();
        if (!name.equals(ServiceConfig.STATIC) && !given.containsKey(name) && !providers.containsKey(name)) {
            throw new ConfigException(
                    "mesh.client.services." + config.name() + ".discovery",
                    config.settings().value("discovery"),
                    "is not a discovery that is known here; is its module on the class path?",
                    known());
        }
    }

    private String known() {
        TreeSet<String> known = new TreeSet<>(given.keySet());
        known.addAll(providers.keySet());
        known.add(ServiceConfig.STATIC);
        return String.join(", ", known);
    }

    Discovery get(ServiceConfig config) {
        check(config);
        String name = config.discovery();
        Discovery own = given.get(name);
        return own != null ? own : made.computeIfAbsent(name, this::make);
    }

    private Discovery make(String name) {
        DiscoveryProvider provider = providers.get(name);
        if (provider == null) {
            throw new IllegalStateException("No provider of discovery '" + name + "'");
        }
        return provider.create(settings(provider), runtime);
    }

    private Settings settings(DiscoveryProvider provider) {
        String prefix = PREFIX + provider.name() + ".";
        Map<String, ConfigValue> values = new LinkedHashMap<>();
        properties.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                values.put(key.substring(prefix.length()), value);
            }
        });
        return Settings.of(provider.keys(), prefix, values);
    }

    /** Closes those that were made here; the others belong to who gave them. */
    @Override
    public void close() {
        made.values().forEach(discovery -> {
            try {
                discovery.close();
            } catch (RuntimeException e) {
                LOG.warn("A discovery failed to close: {}", discovery, e);
            }
        });
    }
}

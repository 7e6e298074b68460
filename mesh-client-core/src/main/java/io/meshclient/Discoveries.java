package io.meshclient;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.DiscoveryProvider;
import io.meshclient.policy.ConfigException;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.time.MeshRuntime;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Discoveries by name: those given in the builder, and those on the class path, made at their first use. */
final class Discoveries implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Discoveries.class);

    private final Map<String, Discovery> given;
    private final Map<String, Discovery> made = new HashMap<>();
    private final Map<String, DiscoveryProvider> providers = new HashMap<>();
    private final Map<String, String> properties;
    private final MeshRuntime runtime;

    Discoveries(Map<String, Discovery> given, Map<String, String> properties, MeshRuntime runtime) {
        this.given = Map.copyOf(given);
        this.properties = properties;
        this.runtime = runtime;
        ServiceLoader.load(DiscoveryProvider.class).forEach(provider -> providers.put(provider.name(), provider));
    }

    void check(ServiceConfig config) {
        String name = config.discovery();
        if (!name.equals(ServiceConfig.STATIC) && !given.containsKey(name) && !providers.containsKey(name)) {
            TreeSet<String> known = new TreeSet<>(given.keySet());
            known.addAll(providers.keySet());
            known.add(ServiceConfig.STATIC);
            throw new ConfigException(
                    "mesh.client.services." + config.name() + ".discovery",
                    config.settings().value("discovery"),
                    "is not a discovery that is known here; is its module on the class path?",
                    String.join(", ", known));
        }
    }

    Discovery get(ServiceConfig config) {
        check(config);
        String name = config.discovery();
        Discovery own = given.get(name);
        return own != null ? own : made.computeIfAbsent(name, this::make);
    }

    private Discovery make(String name) {
        String prefix = "mesh.client.discovery." + name + ".";
        Map<String, String> settings = new HashMap<>();
        properties.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                settings.put(key.substring(prefix.length()), value);
            }
        });
        DiscoveryProvider provider = providers.get(name);
        if (provider == null) {
            throw new IllegalStateException("No provider of discovery '" + name + "'");
        }
        return provider.create(settings, runtime);
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

package io.meshclient;

import io.meshclient.discovery.CompositeDiscovery;
import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.DiscoveryProvider;
import io.meshclient.discovery.Listener;
import io.meshclient.discovery.StaticDiscovery;
import io.meshclient.discovery.Subscription;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.policy.ConfigException;
import io.meshclient.policy.ConfigValue;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.policy.Settings;
import io.meshclient.time.MeshRuntime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Discoveries by name: those given in the builder, and those of providers, given or on the class path, made at their first
 * use. Safe for use by many threads.
 */
final class Discoveries implements AutoCloseable {

    static final String PREFIX = "mesh.client.discovery.";

    private static final Logger LOG = LoggerFactory.getLogger(Discoveries.class);

    private final Map<String, Discovery> given;
    private final Map<String, Discovery> made = new ConcurrentHashMap<>(); // also by calls, which make services
    private final Map<String, DiscoveryProvider> providers = new HashMap<>();
    private final Map<String, ConfigValue> properties;
    private final MeshRuntime runtime;

    Discoveries(
            Map<String, Discovery> given,
            Map<String, DiscoveryProvider> givenProviders,
            Map<String, ConfigValue> properties,
            MeshRuntime runtime) {
        this.given = Map.copyOf(given);
        this.properties = properties;
        this.runtime = runtime;
        ServiceLoader.load(DiscoveryProvider.class).forEach(provider -> providers.put(provider.name(), provider));
        providers.putAll(givenProviders);
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

    /** Refuses discoveries that are not known, and targets that do not fit them. */
    void check(ServiceConfig config) {
        List<String> names = names(config);
        for (String name : names) {
            if (!name.equals(ServiceConfig.STATIC) && !given.containsKey(name) && !providers.containsKey(name)) {
                throw wrong(
                        config,
                        "discovery",
                        "is not a discovery that is known here; is its module on the class path?",
                        known());
            }
        }
        int targets = targets(config).size();
        if (targets != 1 && targets != names.size()) {
            throw wrong(
                    config,
                    "discovery-target",
                    "has " + targets + " targets for " + names.size() + " discoveries",
                    "one for all, or one for each");
        }
        if (config.discoveryMode().equals("migrate") && names.size() != 2) {
            throw wrong(
                    config,
                    "discovery-mode",
                    "goes from one discovery to another, and there are " + names.size(),
                    "two in discovery, or another mode");
        }
    }

    private static ConfigException wrong(ServiceConfig config, String key, String problem, String allowed) {
        return new ConfigException(
                "mesh.client.services." + config.name() + "." + key,
                config.settings().value(key),
                problem,
                allowed);
    }

    private String known() {
        TreeSet<String> known = new TreeSet<>(given.keySet());
        known.addAll(providers.keySet());
        known.add(ServiceConfig.STATIC);
        return String.join(", ", known);
    }

    private static List<String> names(ServiceConfig config) {
        return List.of(config.discovery().split(",", -1));
    }

    private static List<String> targets(ServiceConfig config) {
        return List.of(config.discoveryTarget().split(",", -1));
    }

    Subscription subscribe(ServiceConfig config, Listener listener) {
        check(config);
        List<String> names = names(config);
        List<String> targets = targets(config);
        List<Discovery> parts = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            parts.add(new Part(get(names.get(i), config), targets.get(targets.size() == 1 ? 0 : i)));
        }
        return together(parts, config).subscribe(config.discoveryTarget(), listener);
    }

    private static Discovery together(List<Discovery> parts, ServiceConfig config) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        return switch (config.discoveryMode()) {
            case "merge" -> CompositeDiscovery.merged(parts);
            case "migrate" -> CompositeDiscovery.migrating(parts.get(0), parts.get(1), config.discoveryPercent());
            default -> CompositeDiscovery.preferring(parts);
        };
    }

    private Discovery get(String name, ServiceConfig config) {
        if (name.equals(ServiceConfig.STATIC)) {
            EndpointSet set = EndpointSet.of(config.endpoints());
            Map<String, EndpointSet> sets = new HashMap<>();
            targets(config).forEach(target -> sets.put(target, set));
            return new StaticDiscovery(sets);
        }
        Discovery own = given.get(name);
        return own != null ? own : made.computeIfAbsent(name, this::make);
    }

    /** A discovery as one service uses it: under the target that it has there, and not to be closed with it. */
    private record Part(Discovery shared, String target) implements Discovery {
        @Override
        public Subscription subscribe(String ignored, Listener listener) {
            return shared.subscribe(target, listener);
        }

        @Override
        public void close() {
            // its other services go on
        }
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

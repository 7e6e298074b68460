package io.meshclient.policy;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.Locality;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration of a mesh, from code, properties or, one day, a control plane. Immutable; it can be swapped while
 * calls run.
 *
 * @param enabled whether the mesh does anything; if not, every call goes straight through
 * @param strict whether hosts that are no service are refused
 * @param services by name
 * @param onDemand services that a call to their host makes
 */
public record MeshConfig(
        boolean enabled, boolean strict, Map<String, ServiceConfig> services, OnDemandPolicy onDemand) {

    /** Copies the map, in its order. */
    public MeshConfig {
        services = Collections.unmodifiableMap(new LinkedHashMap<>(services));
    }

    /**
     * Starts an empty configuration.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A service's configuration.
     *
     * @param name its name
     * @return the configuration
     * @throws IllegalArgumentException if there is no such service; the message lists those there are
     */
    public ServiceConfig service(String name) {
        ServiceConfig service = services.get(ServiceNames.check(name));
        if (service == null) {
            throw new IllegalArgumentException("There is no service '" + name + "'; "
                    + (services.isEmpty()
                            ? "there is none at all"
                            : "there are: " + String.join(", ", services.keySet())));
        }
        return service;
    }

    /** Collects values and merges them: {@code library default < defaults < service}. Not for use by several threads. */
    public static final class Builder {
        private boolean enabled = true;
        private boolean strict;
        private final ServiceConfig.Builder defaults = new ServiceConfig.Builder();
        private final Map<String, ServiceConfig.Builder> services = new LinkedHashMap<>();
        private final Map<String, String> prefixes = new LinkedHashMap<>();
        private final Map<String, ConfigValue> onDemand = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Property {@code mesh.client.enabled}.
         *
         * @param value false lets every call go straight through
         * @return this
         */
        public Builder enabled(boolean value) {
            enabled = value;
            return this;
        }

        /**
         * Property {@code mesh.client.strict}.
         *
         * @param value true refuses hosts that are no service
         * @return this
         */
        public Builder strict(boolean value) {
            strict = value;
            return this;
        }

        /**
         * Properties {@code mesh.client.locality.*}: where this process runs.
         *
         * @param own an empty part is unknown
         * @return this
         */
        public Builder locality(Locality own) {
            defaults.locality(each -> each.region(own.region()).zone(own.zone()).subZone(own.subZone()));
            return this;
        }

        /**
         * Properties {@code mesh.client.on-demand.*}.
         *
         * @param edit sets them
         * @return this
         */
        public Builder onDemand(Consumer<OnDemandPolicy.Builder> edit) {
            edit.accept(new OnDemandPolicy.Builder(onDemand));
            return this;
        }

        Builder onDemand(String key, ConfigValue value) {
            onDemand.put(key, value);
            return this;
        }

        /**
         * Properties {@code mesh.client.defaults.*}.
         *
         * @param edit sets them
         * @return this
         */
        public Builder defaults(Consumer<ServiceConfig.Builder> edit) {
            edit.accept(defaults);
            return this;
        }

        /**
         * Adds a service, or sets more of one that is there.
         *
         * @param name a DNS label or several joined by dots
         * @param edit sets its values
         * @return this
         * @throws IllegalArgumentException if the name is not allowed
         */
        public Builder service(String name, Consumer<ServiceConfig.Builder> edit) {
            String checked = ServiceNames.check(name);
            edit.accept(services.computeIfAbsent(checked, n -> new ServiceConfig.Builder()));
            prefixes.putIfAbsent(checked, PropertyKeys.servicePrefix(checked));
            return this;
        }

        /**
         * Reads properties {@code mesh.client.*}; other keys are passed over.
         *
         * @param properties by their whole key
         * @return this
         * @throws ConfigException for an unknown key below {@code mesh.client.}, or a value that is not allowed
         */
        public Builder properties(Map<String, String> properties) {
            Map<String, ConfigValue> values = new LinkedHashMap<>();
            properties.forEach((key, text) -> values.put(key, new ConfigValue(text, "property")));
            return propertyValues(values);
        }

        /**
         * Reads properties {@code mesh.client.*} that know their origin; other keys are passed over.
         *
         * @param properties by their whole key
         * @return this
         * @throws ConfigException for an unknown key below {@code mesh.client.}, or a value that is not allowed
         */
        public Builder propertyValues(Map<String, ConfigValue> properties) {
            new PropertyKeys(this, defaults).read(properties);
            return this;
        }

        /**
         * Merges and checks everything.
         *
         * @return the configuration
         * @throws ConfigException if a value is not allowed; the message names the property, its origin, the value and
         *     what is allowed
         */
        public MeshConfig build() {
            Settings lower = Settings.of(PropertyKeys.DEFAULTS, defaults.values());
            for (String name : defaults.values().keySet()) {
                if (!KeyTable.inheritable(name)) {
                    throw new ConfigException(
                            PropertyKeys.DEFAULTS + name,
                            lower.value(PropertyKeys.known(name)),
                            "cannot be a default of all services",
                            "set it below mesh.client.services.<name>");
                }
            }
            Map<String, ServiceConfig> built = new LinkedHashMap<>();
            services.forEach((name, service) -> built.put(name, resolve(name, lower, service)));
            HostOwners.check(built.values());
            built.values().forEach(service -> requireLocalService(service, built));
            return new MeshConfig(enabled, strict, built, OnDemandPolicy.of(onDemand, lower));
        }

        private static void requireLocalService(ServiceConfig service, Map<String, ServiceConfig> all) {
            String local = service.locality().callers().service();
            if (!local.isEmpty() && !all.containsKey(local)) {
                ConfigKey<?> key = LocalityKeys.LOCAL_SERVICE;
                throw new ConfigException(
                        PropertyKeys.servicePrefix(service.name()) + key.name(),
                        service.settings().value(key),
                        "is no service of this mesh",
                        String.join(", ", all.keySet()));
            }
        }

        private ServiceConfig resolve(String name, Settings lower, ServiceConfig.Builder service) {
            Settings own = Settings.of(prefixes.getOrDefault(name, ""), service.values());
            @Nullable List<Endpoint> endpoints = service.endpoints();
            ServiceConfig resolved = ServiceConfig.resolve(name, lower.overlaidBy(own), endpoints);
            BalancerRules.check(name, own, resolved);
            LimitPolicy.check(name, resolved);
            if (resolved.discovery().equals(ServiceConfig.STATIC)
                    && resolved.endpoints().isEmpty()) {
                ConfigKey<?> key = KeyTable.ENDPOINTS;
                throw new ConfigException(
                        PropertyKeys.servicePrefix(name) + key.name(),
                        resolved.settings().value(key),
                        "leaves the service without endpoints",
                        key.allowed() + "; or set discovery to the name of a registry");
            }
            return resolved;
        }
    }
}

package io.meshclient.policy;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Services that nobody configured: a host under a suffix becomes one at its first call, with the defaults of all services, and
 * is let go when nobody has called it for a while. Immutable.
 *
 * @param suffix such as {@code .mesh}; empty if there are no such services
 * @param maxServices how many there may be at once; calls to more are refused
 * @param idle after how long without a call one is let go
 * @param defaults what all of them have
 */
public record OnDemandPolicy(String suffix, int maxServices, Duration idle, Settings defaults) {

    /** Below {@code mesh.client.on-demand.}. */
    static final String PREFIX = PropertyKeys.ROOT + "on-demand.";

    /** Core's one use of it is here, so it is an optional dependency. */
    private static final String CACHE = "com.github.benmanes.caffeine.cache.Caffeine";

    static final ConfigKey<String> SUFFIX = new ConfigKey<>(
            "suffix",
            "suffix of hosts",
            "",
            "such as .mesh; empty for none",
            "Hosts that become services at their first call; what stands before it is asked of the default discovery",
            "a call to any host must not be a question to a registry",
            OnDemandPolicy::suffix);
    static final ConfigKey<Integer> MAX_SERVICES = new ConfigKey<>(
            "max-services",
            "whole number",
            "100",
            "1 to 10000",
            "How many such services there may be at once; calls to more are refused",
            "hosts may come from outside, and each costs a watch, meters and connections",
            Parsers.integer(1, 10_000));
    static final ConfigKey<Duration> IDLE = new ConfigKey<>(
            "idle",
            "duration",
            "10m",
            Parsers.POSITIVE_DURATIONS,
            "After how long without a call such a service is let go",
            "longer than the pause between two calls of most jobs, short enough to forget what was asked once",
            Parsers::positiveDuration);

    /**
     * The rows below {@code mesh.client.on-demand.}.
     *
     * @return in the order in which the documentation shows them
     */
    public static List<ConfigKey<?>> keys() {
        return List.of(SUFFIX, MAX_SERVICES, IDLE);
    }

    static OnDemandPolicy of(Map<String, ConfigValue> values, Settings defaults) {
        Settings own = Settings.of(keys(), PREFIX, values);
        OnDemandPolicy policy = new OnDemandPolicy(own.get(SUFFIX), own.get(MAX_SERVICES), own.get(IDLE), defaults);
        if (policy.isOn() && defaults.get(KeyTable.DISCOVERY).equals(ServiceConfig.STATIC)) {
            throw new ConfigException(
                    PREFIX + SUFFIX.name(),
                    own.value(SUFFIX),
                    "needs a registry to ask for the services' endpoints",
                    "set " + PropertyKeys.DEFAULTS + KeyTable.DISCOVERY.name() + " to the name of one");
        }
        if (policy.isOn() && !hasCache()) {
            throw new ConfigException(
                    PREFIX + SUFFIX.name(),
                    own.value(SUFFIX),
                    "needs Caffeine, which is not there",
                    "add com.github.ben-manes.caffeine:caffeine to the class path, or "
                            + "--add-modules com.github.benmanes.caffeine on the module path");
        }
        return policy;
    }

    private static boolean hasCache() {
        try {
            Class.forName(CACHE, false, OnDemandPolicy.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static String suffix(String text) {
        String name = text.startsWith("*.") ? text.substring(2) : text.startsWith(".") ? text.substring(1) : text;
        if (!text.isEmpty() && !ServiceNames.isName(name)) {
            throw new IllegalArgumentException("is no suffix of host names");
        }
        return text.isEmpty() ? "" : "." + name.toLowerCase(Locale.ROOT);
    }

    /**
     * Whether there are such services.
     *
     * @return false if no suffix is set
     */
    public boolean isOn() {
        return !suffix.isEmpty();
    }

    /**
     * Whether a host becomes a service.
     *
     * @param host lower case
     * @return true if it has the suffix, and something before it
     */
    public boolean covers(String host) {
        return isOn() && host.length() > suffix.length() && host.endsWith(suffix);
    }

    /**
     * A host's service, called as the host is; what stands before the suffix is its {@code discovery-target}.
     *
     * @param host one that is covered
     * @return the configuration
     */
    public ServiceConfig service(String host) {
        String target = host.substring(0, host.length() - suffix.length());
        Settings own = Settings.of(
                PREFIX, Map.of(KeyTable.DISCOVERY_TARGET.name(), new ConfigValue(target, "the host " + host)));
        return ServiceConfig.resolve(host, defaults.overlaidBy(own), null);
    }

    /** Sets the policy's values by the words of its properties. Not for use by several threads. */
    public static final class Builder {
        private final Map<String, ConfigValue> values;

        Builder(Map<String, ConfigValue> values) {
            this.values = values;
        }

        private Builder set(ConfigKey<?> key, Object value) {
            values.put(key.name(), new ConfigValue(String.valueOf(value), ConfigValue.BUILDER));
            return this;
        }

        /**
         * Property {@code on-demand.suffix}.
         *
         * @param suffix such as {@code .mesh}; empty for none
         * @return this
         */
        public Builder suffix(String suffix) {
            return set(SUFFIX, suffix);
        }

        /**
         * Property {@code on-demand.max-services}.
         *
         * @param services at once
         * @return this
         */
        public Builder maxServices(int services) {
            return set(MAX_SERVICES, services);
        }

        /**
         * Property {@code on-demand.idle}.
         *
         * @param idle without a call
         * @return this
         */
        public Builder idle(Duration idle) {
            return set(IDLE, idle);
        }
    }
}

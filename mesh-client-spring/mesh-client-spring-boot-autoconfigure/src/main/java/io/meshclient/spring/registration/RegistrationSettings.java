package io.meshclient.spring.registration;

import io.meshclient.policy.ConfigException;
import io.meshclient.policy.ConfigKey;
import io.meshclient.policy.ConfigValue;
import io.meshclient.policy.Settings;
import io.meshclient.time.Internal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The properties of the registration, read and checked. Immutable; prints no secrets. */
@Internal
public final class RegistrationSettings {

    private static final String DISCOVERY = "mesh.client.discovery.";

    /** Of each pair one at most may count, so whoever sets one of them takes over both. */
    private static final List<List<String>> TOGETHER =
            List.of(List.of("token", "token-file"), List.of("username", "password", "password-file"));

    private final Settings settings;
    private final Map<String, String> metadata;
    private final String registry;
    private final String service;
    private final @Nullable Settings connection;

    private RegistrationSettings(
            Settings settings,
            Map<String, String> metadata,
            String registry,
            String service,
            @Nullable Settings connection) {
        this.settings = settings;
        this.metadata = metadata;
        this.registry = registry;
        this.service = service;
        this.connection = connection;
    }

    /**
     * Checks what is set.
     *
     * @param own by key below {@code mesh.client.registration.}
     * @param all by whole key: the connection of a discovery is used for what is not set here
     * @param application the name of the application; empty if it has none
     * @return the settings
     * @throws ConfigException if a key does not exist or a value is not allowed
     */
    public static RegistrationSettings of(
            Map<String, ConfigValue> own, Map<String, ConfigValue> all, String application) {
        Map<String, ConfigValue> rows = new LinkedHashMap<>(own);
        rows.keySet().removeIf(key -> key.startsWith(RegistrationKeys.METADATA));
        Settings settings = Settings.of(RegistrationKeys.ROWS, RegistrationKeys.PREFIX, rows);
        String registry = settings.get(RegistrationKeys.REGISTRY).orElse("");
        if (registry.isEmpty()) {
            return new RegistrationSettings(settings, Map.of(), "", "", null);
        }
        LeaseTimes.of(settings, registry);
        return new RegistrationSettings(
                settings,
                MetadataRules.check(own, registry),
                registry,
                serviceName(settings, application),
                connection(registry, own, all));
    }

    /**
     * The keys, without {@code metadata.*}.
     *
     * @return in the order of the documentation
     */
    public static List<ConfigKey<?>> keys() {
        return RegistrationKeys.ROWS;
    }

    private static String serviceName(Settings settings, String application) {
        String named = settings.get(RegistrationKeys.SERVICE_NAME).orElse("");
        if (!named.isEmpty()) {
            return named;
        }
        String property = RegistrationKeys.PREFIX + RegistrationKeys.SERVICE_NAME;
        if (application.isEmpty()) {
            throw new ConfigException(
                    property,
                    settings.value(RegistrationKeys.SERVICE_NAME),
                    "is not set, and neither is spring.application.name",
                    RegistrationKeys.SERVICE_NAME.allowed());
        }
        RegistrationKeys.SERVICE_NAME.parse(
                RegistrationKeys.PREFIX, new ConfigValue(application, "spring.application.name"));
        return application;
    }

    private static Settings connection(String registry, Map<String, ConfigValue> own, Map<String, ConfigValue> all) {
        List<ConfigKey<?>> table = ConnectionKeys.of(registry);
        Map<String, ConfigValue> upper = of(table, own, registry + ".");
        Map<String, ConfigValue> lower = of(table, all, DISCOVERY + registry + ".");
        TOGETHER.stream()
                .filter(together -> together.stream().anyMatch(upper::containsKey))
                .forEach(lower.keySet()::removeAll);
        return Settings.of(table, DISCOVERY + registry + ".", lower)
                .overlaidBy(Settings.of(table, RegistrationKeys.PREFIX + registry + ".", upper));
    }

    /** The values of the table's keys; lists may be indexed. */
    private static Map<String, ConfigValue> of(
            List<ConfigKey<?>> table, Map<String, ConfigValue> values, String prefix) {
        Map<String, ConfigValue> found = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            String name = key.startsWith(prefix) ? key.substring(prefix.length()) : "";
            String base = name.replaceAll("\\[\\d+]$", "");
            if (table.stream().anyMatch(row -> row.name().equals(base))) {
                found.put(name, value);
            }
        });
        return found;
    }

    /**
     * Whether there is a registration at all.
     *
     * @return false if no registry is named
     */
    public boolean isOn() {
        return connection != null;
    }

    String registry() {
        return registry;
    }

    String service() {
        return service;
    }

    Map<String, String> metadata() {
        return metadata;
    }

    <T> T get(ConfigKey<T> key) {
        return settings.get(key);
    }

    Settings all() {
        return settings;
    }

    Settings connection() {
        if (connection == null) {
            throw new IllegalStateException("There is no registration");
        }
        return connection;
    }

    @Override
    public String toString() {
        return settings.toString();
    }
}

package io.meshclient.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Values by key, each with its origin; the one place where layers are merged. Immutable. A value is checked when it comes
 * in, so that a bad one is reported under the name under which it was written.
 */
public final class Settings {

    /** Nothing set. */
    public static final Settings NONE = new Settings(KeyTable.rows(), Map.of(), Map.of());

    private final List<ConfigKey<?>> table;
    private final Map<String, ConfigValue> values;
    private final Map<String, String> properties;

    private Settings(List<ConfigKey<?>> table, Map<String, ConfigValue> values, Map<String, String> properties) {
        this.table = table;
        this.values = values;
        this.properties = properties;
    }

    /**
     * Checks a service's values and keeps them.
     *
     * @param prefix what stands before each key in its written form, such as {@code mesh.client.defaults.}
     * @param values by key of the {@link KeyTable}
     * @return the settings
     * @throws ConfigException for an unknown key or a value that is not allowed
     */
    public static Settings of(String prefix, Map<String, ConfigValue> values) {
        return of(KeyTable.rows(), prefix, values);
    }

    /**
     * Checks values and keeps them.
     *
     * @param table the rows that there are
     * @param prefix what stands before each key in its written form, such as {@code mesh.client.discovery.dns.}
     * @param values by key of the table; lists also as {@code servers[0]}, {@code servers[1]}
     * @return the settings
     * @throws ConfigException for an unknown key or a value that is not allowed
     */
    public static Settings of(List<ConfigKey<?>> table, String prefix, Map<String, ConfigValue> values) {
        Map<String, ConfigValue> joined = IndexedKeys.join(values);
        Map<String, String> properties = new LinkedHashMap<>();
        joined.forEach((name, value) -> {
            ConfigKey<?> key = find(table, name);
            if (key == null) {
                List<String> names = table.stream().map(ConfigKey::name).toList();
                boolean perhapsSecret = table.stream().anyMatch(ConfigKey::secret); // under a misspelt key
                throw new ConfigException(
                        prefix + name,
                        perhapsSecret ? value.hidden() : value,
                        "is set for a key that does not exist" + Parsers.closest(name, names),
                        String.join(", ", names));
            }
            key.parse(prefix, value);
            properties.put(name, prefix + name);
        });
        return new Settings(table, Collections.unmodifiableMap(joined), properties);
    }

    private static @Nullable ConfigKey<?> find(List<ConfigKey<?>> table, String name) {
        for (ConfigKey<?> key : table) {
            if (key.name().equals(name)) {
                return key;
            }
        }
        return null;
    }

    /**
     * These settings with others on top.
     *
     * @param upper wins where both have a value
     * @return the merged settings, each value keeping its origin
     */
    public Settings overlaidBy(Settings upper) {
        Map<String, ConfigValue> merged = new LinkedHashMap<>(values);
        merged.putAll(upper.values);
        Map<String, String> names = new LinkedHashMap<>(properties);
        names.putAll(upper.properties);
        return new Settings(table, Collections.unmodifiableMap(merged), names);
    }

    /**
     * A value, the library's default if nobody set one.
     *
     * @param key the row
     * @param <T> its type
     * @return the value
     */
    public <T> T get(ConfigKey<T> key) {
        return key.parse(propertyPrefix(key), value(key));
    }

    /**
     * A value as text, with its origin.
     *
     * @param key the row
     * @return the text that counts
     */
    public ConfigValue value(ConfigKey<?> key) {
        ConfigValue value = values.get(key.name());
        return value != null ? value : new ConfigValue(key.defaultText(), ConfigValue.LIBRARY_DEFAULT);
    }

    /**
     * A value as text, with its origin, by its key's name.
     *
     * @param name of the table
     * @return the text that counts
     * @throws IllegalArgumentException if there is no such key
     */
    public ConfigValue value(String name) {
        ConfigKey<?> key = find(table, name);
        if (key == null) {
            throw new IllegalArgumentException("There is no key '" + name + "'");
        }
        return value(key);
    }

    /**
     * Every key of the table with the value that counts, for views; secrets are hidden.
     *
     * @return by key, sorted
     */
    public Map<String, ConfigValue> effective() {
        Map<String, ConfigValue> all = new TreeMap<>();
        table.forEach(key -> all.put(key.name(), key.shown(value(key))));
        return Collections.unmodifiableMap(all);
    }

    /**
     * Whether somebody set a key.
     *
     * @param key the row
     * @return false if the library's default counts
     */
    public boolean isSet(ConfigKey<?> key) {
        return values.containsKey(key.name());
    }

    private String propertyPrefix(ConfigKey<?> key) {
        String property = properties.getOrDefault(key.name(), key.name());
        return property.substring(0, property.length() - key.name().length());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Settings that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        Map<String, ConfigValue> shown = new LinkedHashMap<>();
        table.stream().filter(this::isSet).forEach(key -> shown.put(key.name(), key.shown(value(key))));
        return shown.toString();
    }
}

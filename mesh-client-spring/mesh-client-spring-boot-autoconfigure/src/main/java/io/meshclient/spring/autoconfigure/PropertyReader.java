package io.meshclient.spring.autoconfigure;

import io.meshclient.policy.ConfigValue;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.StringUtils;

/**
 * Reads {@code mesh.client.*} from the environment as texts with their origins, for core's key table. Spring's relaxed
 * spellings are understood; a list comes whole from the first source that has it; the first source wins, as everywhere in
 * Spring.
 */
final class PropertyReader {

    private final Environment environment;
    private final PropertySourcesPlaceholdersResolver placeholders;

    PropertyReader(Environment environment) {
        this.environment = environment;
        this.placeholders = new PropertySourcesPlaceholdersResolver(environment);
    }

    /** From Spring's names to the keys that they mean. */
    interface Spelling {

        /** Null for what belongs to somebody else. */
        PropertyNames.@Nullable Key of(ConfigurationPropertyName name, boolean fromEnvironment);
    }

    /** Values by whole key, in core's spelling. */
    Map<String, ConfigValue> read() {
        return read(new PropertyNames(knownServices())::of);
    }

    /** Values by the key that a name means. */
    Map<String, ConfigValue> read(Spelling names) {
        Map<String, ConfigValue> values = new LinkedHashMap<>();
        Set<String> taken = new LinkedHashSet<>();
        for (IterableConfigurationPropertySource source : sources()) {
            List<PropertyNames.Key> own = new ArrayList<>();
            for (ConfigurationPropertyName name : below(source)) {
                PropertyNames.Key key = names.of(name, isEnvironment(source));
                if (key != null && !taken.contains(key.base())) {
                    own.add(key);
                    values.put(key.whole(), value(source, name));
                }
            }
            own.forEach(key -> taken.add(key.base()));
        }
        return values;
    }

    /** Names below {@code mesh.client.services}, whether or not anything is wrong with what stands there. */
    Set<String> services() {
        Set<String> services = new LinkedHashSet<>();
        read().keySet().forEach(key -> {
            String service = PropertyNames.serviceOf(key);
            if (service != null) {
                services.add(service);
            }
        });
        return services;
    }

    /** Names as they stand in files; an environment variable cannot spell all of them. */
    private Set<String> knownServices() {
        Set<String> known = new LinkedHashSet<>();
        for (IterableConfigurationPropertySource source : sources()) {
            if (!isEnvironment(source)) {
                below(source).forEach(name -> PropertyNames.addService(name, known));
            }
        }
        return known;
    }

    private List<IterableConfigurationPropertySource> sources() {
        List<IterableConfigurationPropertySource> sources = new ArrayList<>();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource iterable) {
                sources.add(iterable);
            }
        }
        return sources;
    }

    private static List<ConfigurationPropertyName> below(IterableConfigurationPropertySource source) {
        return source.stream().filter(PropertyNames.ROOT::isAncestorOf).toList();
    }

    private static boolean isEnvironment(ConfigurationPropertySource source) {
        return source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
    }

    private ConfigValue value(IterableConfigurationPropertySource source, ConfigurationPropertyName name) {
        ConfigurationProperty property = source.getConfigurationProperty(name);
        if (property == null) {
            return new ConfigValue("", "an unknown source");
        }
        Object text = placeholders.resolvePlaceholders(text(property.getValue()));
        return new ConfigValue(String.valueOf(text), Origins.describe(property));
    }

    private static String text(Object value) {
        if (value instanceof Iterable<?> items) {
            return StringUtils.collectionToCommaDelimitedString(list(items));
        }
        if (value.getClass().isArray()) {
            List<Object> items = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                items.add(Array.get(value, i));
            }
            return StringUtils.collectionToCommaDelimitedString(items);
        }
        return value.toString();
    }

    private static List<Object> list(Iterable<?> items) {
        List<Object> list = new ArrayList<>();
        items.forEach(list::add);
        return list;
    }
}

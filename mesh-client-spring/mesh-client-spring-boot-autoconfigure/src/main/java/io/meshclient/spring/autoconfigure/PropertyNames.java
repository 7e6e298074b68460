package io.meshclient.spring.autoconfigure;

import io.meshclient.policy.ConfigKey;
import io.meshclient.policy.KeyTable;
import io.meshclient.policy.OnDemandPolicy;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/** Turns Spring's names, in any of their spellings, into the key table's. What it does not know it leaves for core to refuse. */
final class PropertyNames {

    static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("mesh.client");
    private static final String PREFIX = "mesh.client.";
    private static final int SECTION = 2;
    private static final Map<String, String> KEYS = new LinkedHashMap<>();
    private static final Map<String, String> ON_DEMAND_KEYS = new LinkedHashMap<>();

    static {
        for (ConfigKey<?> row : KeyTable.rows()) {
            KEYS.put(squash(row.name()), row.name());
        }
        for (ConfigKey<?> row : OnDemandPolicy.keys()) {
            ON_DEMAND_KEYS.put(squash(row.name()), row.name());
        }
    }

    private final Set<String> knownServices;
    private final RegistryKeys registries = new RegistryKeys();

    PropertyNames(Set<String> knownServices) {
        this.knownServices = knownServices;
    }

    /**
     * A key in core's spelling.
     *
     * @param base without a list's index
     * @param index such as {@code [0]}, or empty
     */
    record Key(String base, String index) {
        String whole() {
            return base + index;
        }
    }

    /** Null for what belongs to somebody else: registration and the filters read their keys themselves. */
    @Nullable
    Key of(ConfigurationPropertyName name, boolean fromEnvironment) {
        int size = name.getNumberOfElements();
        String index = "";
        if (size > SECTION + 1 && name.isNumericIndex(size - 1)) {
            index = "[" + name.getElement(size - 1, Form.ORIGINAL) + "]";
            size--;
        }
        String base = switch (name.getElement(SECTION, Form.UNIFORM)) {
            case "registration" -> null;
            case "inbounddeadline" -> size > SECTION + 1 ? null : PREFIX + rest(name, SECTION, size);
            case "discovery" -> PREFIX + "discovery." + registries.key(rest(name, SECTION + 1, size));
            case "ondemand" -> PREFIX + "on-demand." + onDemandKey(rest(name, SECTION + 1, size));
            case "locality" -> PREFIX + key(rest(name, SECTION, size));
            case "defaults" -> PREFIX + "defaults." + key(rest(name, SECTION + 1, size));
            case "services" -> PREFIX + service(name, size, fromEnvironment);
            default -> PREFIX + rest(name, SECTION, size);
        };
        return base == null ? null : new Key(base, index);
    }

    private String service(ConfigurationPropertyName name, int size, boolean fromEnvironment) {
        int first = SECTION + 1;
        if (size <= first) {
            return "services";
        }
        if (fromEnvironment) {
            for (int end = first + 1; end < size; end++) {
                String service = known(rest(name, first, end));
                String key = KEYS.get(squash(rest(name, end, size)));
                if (service != null && key != null) {
                    return "services" + quoted(service) + "." + key;
                }
            }
        }
        String service = name.getElement(first, Form.ORIGINAL).toLowerCase(Locale.ROOT);
        String key = key(rest(name, first + 1, size));
        return "services" + quoted(service) + (key.isEmpty() ? "" : "." + key);
    }

    private @Nullable String known(String spelling) {
        for (String service : knownServices) {
            if (squash(service).equals(squash(spelling))) {
                return service;
            }
        }
        return null;
    }

    /** A dot within one element can only come from brackets. */
    private static String quoted(String service) {
        return service.indexOf('.') < 0 ? "." + service : "[" + service + "]";
    }

    private static String onDemandKey(String spelling) {
        return ON_DEMAND_KEYS.getOrDefault(squash(spelling), spelling);
    }

    private static String key(String spelling) {
        return KEYS.getOrDefault(squash(spelling), spelling);
    }

    /** Remembers the service of a name that has a key of the table behind it. */
    static void addService(ConfigurationPropertyName name, Set<String> services) {
        int size = name.getNumberOfElements();
        if (size > SECTION + 2 && name.getElement(SECTION, Form.UNIFORM).equals("services")) {
            services.add(name.getElement(SECTION + 1, Form.ORIGINAL).toLowerCase(Locale.ROOT));
        }
    }

    /** The service of a key in core's spelling, or null. */
    static @Nullable String serviceOf(String key) {
        String rest = key.startsWith(PREFIX + "services") ? key.substring((PREFIX + "services").length()) : "";
        int end = rest.startsWith("[") ? rest.indexOf(']') : rest.indexOf('.', 1);
        return end > 1 ? rest.substring(1, end) : null;
    }

    static String rest(ConfigurationPropertyName name, int from, int to) {
        StringBuilder rest = new StringBuilder();
        for (int i = from; i < to; i++) {
            rest.append(rest.isEmpty() ? "" : ".").append(name.getElement(i, Form.ORIGINAL));
        }
        return rest.toString();
    }

    static String squash(String spelling) {
        return spelling.replaceAll("[-_.]", "").toLowerCase(Locale.ROOT);
    }
}

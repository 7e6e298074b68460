package io.meshclient.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads whole property keys: {@code mesh.client.services.orders.retry.max-retries}. */
final class PropertyKeys {

    static final String ROOT = "mesh.client.";
    static final String DEFAULTS = ROOT + "defaults.";
    private static final String LOCALITY = ROOT + "locality.";

    /** Where the process runs is true of all its services. */
    private static final List<String> OWN_LOCALITY =
            List.of(LocalityKeys.REGION.name(), LocalityKeys.ZONE.name(), LocalityKeys.SUB_ZONE.name());

    private static final String SERVICES = ROOT + "services";

    /** Checked by those who read them: registries, and the starter. */
    private static final List<String> OTHERS =
            List.of(ROOT + "discovery.", ROOT + "registration.", ROOT + "inbound-deadline.");

    private final MeshConfig.Builder mesh;
    private final ServiceConfig.Builder defaults;

    PropertyKeys(MeshConfig.Builder mesh, ServiceConfig.Builder defaults) {
        this.mesh = mesh;
        this.defaults = defaults;
    }

    static String servicePrefix(String name) {
        return SERVICES + (name.indexOf('.') < 0 ? "." + name + "." : "[" + name + "].");
    }

    static ConfigKey<?> known(String name) {
        return Objects.requireNonNull(KeyTable.find(name));
    }

    void read(Map<String, ConfigValue> properties) {
        Map<String, ConfigValue> ours = new LinkedHashMap<>(properties);
        ours.keySet().removeIf(key -> !key.startsWith(ROOT));
        IndexedKeys.join(ours).forEach(this::readOne);
    }

    private void readOne(String key, ConfigValue value) {
        if (key.startsWith(DEFAULTS)) {
            String name = key.substring(DEFAULTS.length());
            requireKnown(key, name, value);
            defaults.set(name, value);
        } else if (key.startsWith(SERVICES + ".") || key.startsWith(SERVICES + "[")) {
            readService(key, value);
        } else if (key.startsWith(LOCALITY)) {
            String name = key.substring(ROOT.length());
            if (!OWN_LOCALITY.contains(name)) {
                throw new ConfigException(
                        key, value, "is set for a key that does not exist", LOCALITY + "{region,zone,sub-zone}");
            }
            defaults.set(name, value);
        } else if (key.startsWith(OnDemandPolicy.PREFIX)) {
            mesh.onDemand(key.substring(OnDemandPolicy.PREFIX.length()), value);
        } else if (key.equals(ROOT + "enabled")) {
            mesh.enabled(flag(key, value));
        } else if (key.equals(ROOT + "strict")) {
            mesh.strict(flag(key, value));
        } else if (OTHERS.stream().noneMatch(key::startsWith)) {
            throw new ConfigException(
                    key,
                    value,
                    "is set for a key that does not exist" + closestTopLevel(key),
                    "mesh.client.{enabled,strict,locality.*,on-demand.*,defaults.*,services.*}");
        }
    }

    private static String closestTopLevel(String key) {
        String rest = key.substring(ROOT.length());
        int dot = rest.indexOf('.');
        return Parsers.closest(
                dot < 0 ? rest : rest.substring(0, dot),
                List.of("enabled", "strict", "locality", "on-demand", "defaults", "services"));
    }

    private static boolean flag(String key, ConfigValue value) {
        try {
            return Parsers.bool(value.text().trim());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(key, value, String.valueOf(e.getMessage()), "true, false");
        }
    }

    private void readService(String key, ConfigValue value) {
        String rest = key.substring(SERVICES.length());
        boolean bracketed = rest.startsWith("[");
        int end = bracketed ? rest.indexOf("].") : rest.indexOf('.', 1);
        if (end < 0) {
            throw new ConfigException(key, value, "names no key of a service", SERVICES + ".<name>.<key>");
        }
        String service = rest.substring(1, end);
        String name = rest.substring(end + (bracketed ? 2 : 1));
        if (!bracketed) {
            refuseDottedName(key, rest.substring(1), value);
        }
        if (!ServiceNames.isName(service)) {
            throw new ConfigException(
                    key, value, "is set for '" + service + "', which is no service name", ServiceNames.RULE);
        }
        requireKnown(key, name, value);
        mesh.service(service, builder -> builder.set(name, value));
    }

    /** {@code services.payments.eu.endpoints}: the longest known key at the end leaves a dotted name before it. */
    private static void refuseDottedName(String key, String rest, ConfigValue value) {
        int dot = rest.indexOf('.');
        if (KeyTable.find(rest.substring(dot + 1)) != null) {
            return;
        }
        for (int next = rest.indexOf('.', dot + 1); next > 0; next = rest.indexOf('.', next + 1)) {
            String name = rest.substring(0, next);
            if (KeyTable.find(rest.substring(next + 1)) != null) {
                throw new ConfigException(
                        key,
                        value,
                        "is set for a service whose name has a dot",
                        "brackets around a dotted name: " + SERVICES + "[" + name + "]." + rest.substring(next + 1));
            }
        }
    }

    private static void requireKnown(String key, String name, ConfigValue value) {
        if (KeyTable.find(name) == null) {
            throw new ConfigException(
                    key,
                    value,
                    "is set for a key that does not exist" + Parsers.closest(name, KeyTable.names()),
                    String.join(", ", KeyTable.names()));
        }
    }
}

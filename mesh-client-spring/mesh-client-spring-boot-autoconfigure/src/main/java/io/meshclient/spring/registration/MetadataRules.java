package io.meshclient.spring.registration;

import io.meshclient.policy.ConfigException;
import io.meshclient.policy.ConfigValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What a registry takes as metadata: told at the start, for the registry would refuse the whole entry later. */
final class MetadataRules {

    /** Source: "Service Configuration", Consul's documentation of {@code meta}. */
    private static final Pattern CONSUL_KEY = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private static final int CONSUL_VALUE = 512;
    private static final int CONSUL_PAIRS = 60; // of 64: zone and secure are ours

    /** Eureka reads a name with @ as a Java type. */
    private static final Pattern EUREKA_KEY = Pattern.compile("[^@\\s].*");

    private MetadataRules() {}

    /** The metadata among the properties. */
    static Map<String, String> check(Map<String, ConfigValue> own, String registry) {
        boolean consul = registry.equals(RegistrationKeys.CONSUL);
        Map<String, String> metadata = new LinkedHashMap<>();
        own.forEach((property, value) -> {
            if (property.startsWith(RegistrationKeys.METADATA)) {
                String key = property.substring(RegistrationKeys.METADATA.length());
                String problem = consul ? consul(key, value.text(), metadata.size()) : eureka(key);
                if (!problem.isEmpty()) {
                    throw new ConfigException(RegistrationKeys.PREFIX + property, value, problem, allowed(consul));
                }
                metadata.put(key, value.text());
            }
        });
        return metadata;
    }

    private static String consul(String key, String value, int before) {
        if (!CONSUL_KEY.matcher(key).matches()) {
            return "has a key that Consul refuses";
        }
        if (value.length() > CONSUL_VALUE) {
            return "is longer than Consul takes";
        }
        return before < CONSUL_PAIRS ? "" : "is one more than Consul takes";
    }

    private static String eureka(String key) {
        return EUREKA_KEY.matcher(key).matches() ? "" : "has a key that Eureka does not read as metadata";
    }

    private static String allowed(boolean consul) {
        return consul
                ? CONSUL_PAIRS + " entries, keys of up to 128 letters, digits, '-' and '_', values of up to "
                        + CONSUL_VALUE + " characters"
                : "keys that do not begin with @";
    }
}

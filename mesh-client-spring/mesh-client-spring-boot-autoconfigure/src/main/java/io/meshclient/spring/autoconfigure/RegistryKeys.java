package io.meshclient.spring.autoconfigure;

import io.meshclient.discovery.DiscoveryProvider;
import io.meshclient.policy.ConfigKey;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;

/** The keys of the discoveries on the class path, found in any of Spring's spellings. */
final class RegistryKeys {

    private final Map<String, String> known = new HashMap<>();

    RegistryKeys() {
        for (DiscoveryProvider provider : ServiceLoader.load(DiscoveryProvider.class)) {
            for (ConfigKey<?> key : provider.keys()) {
                String name = provider.name() + "." + key.name();
                known.put(PropertyNames.squash(name), name);
            }
        }
    }

    /** {@code consul.acl-token} of {@code consul.aclToken}; what is not known stays as it is, for core to refuse. */
    String key(String spelling) {
        return known.getOrDefault(PropertyNames.squash(spelling), spelling);
    }
}

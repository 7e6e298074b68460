package io.meshclient.policy;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which endpoints a call may ask for, by their metadata.
 *
 * @param keys each a set of keys that are asked for together
 * @param fallback no-fallback, any-endpoint or default-subset
 * @param defaultSubset of calls that ask for nothing; empty for all endpoints
 * @param require what every call asks for
 */
public record SubsetPolicy(
        Set<Set<String>> keys, String fallback, Map<String, String> defaultSubset, Map<String, String> require) {

    static SubsetPolicy of(Settings settings) {
        Map<String, String> require = settings.get(SubsetKeys.REQUIRE);
        Set<Set<String>> keys = new HashSet<>(settings.get(SubsetKeys.KEYS));
        if (!require.isEmpty()) {
            keys.add(require.keySet()); // what must be asked for may be
        }
        return new SubsetPolicy(
                Set.copyOf(keys), settings.get(SubsetKeys.FALLBACK), settings.get(SubsetKeys.DEFAULT), require);
    }

    /**
     * Whether every call gets all endpoints unless it asks for a subset.
     *
     * @return true if nothing is required and there is no default subset
     */
    public boolean isIdle() {
        return defaultSubset.isEmpty() && require.isEmpty();
    }
}

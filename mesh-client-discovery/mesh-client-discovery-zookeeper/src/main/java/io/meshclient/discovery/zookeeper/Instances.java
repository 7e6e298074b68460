package io.meshclient.discovery.zookeeper;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a service's instances, by the names of their nodes. A node that was understood once and is not any more
 * keeps its endpoint. Not for use by several threads.
 */
final class Instances {

    private static final int MOST_PROBLEMS = 3;

    private final boolean secure;
    private final Set<String> stale = new HashSet<>();
    private Map<String, Reading> readings = new LinkedHashMap<>();

    Instances(boolean secure) {
        this.secure = secure;
    }

    /** These are all there are; says which of them are to be read. */
    List<String> are(Collection<String> names) {
        Map<String, Reading> kept = new LinkedHashMap<>(names.size() * 2);
        List<String> unread = new ArrayList<>();
        for (String name : names) {
            Reading known = readings.get(name);
            if (known != null) {
                kept.put(name, known);
            }
            if (known == null || stale.contains(name)) {
                unread.add(name);
            }
        }
        readings = kept;
        stale.retainAll(kept.keySet());
        return unread;
    }

    void changed(String name) {
        stale.add(name);
    }

    void allChanged() {
        stale.addAll(readings.keySet());
    }

    Set<String> names() {
        return Set.copyOf(readings.keySet());
    }

    void read(String name, byte[] content) {
        Reading now = Reading.of(content, secure);
        Reading before = readings.get(name);
        if (now.endpoint() == null && before != null) {
            now = new Reading(before.endpoint(), now.problem(), before.registeredMillis());
        }
        readings.put(name, now);
        stale.remove(name);
    }

    void gone(String name) {
        readings.remove(name);
    }

    /** A restarted instance may stand beside what its last life left behind: the later one comes first, and counts. */
    EndpointSet endpoints() {
        List<Reading> latestFirst = new ArrayList<>(readings.values());
        latestFirst.sort(Comparator.comparingLong(Reading::registeredMillis).reversed());
        List<Endpoint> endpoints = new ArrayList<>(latestFirst.size());
        for (Reading reading : latestFirst) {
            Endpoint endpoint = reading.endpoint();
            if (endpoint != null) {
                endpoints.add(endpoint);
            }
        }
        return EndpointSet.of(endpoints);
    }

    /** The nodes that are not as they should be, the first few by name; null if there is none. */
    @Nullable
    String problem() {
        List<String> told = new ArrayList<>();
        int all = 0;
        for (Map.Entry<String, Reading> entry : readings.entrySet()) {
            String problem = entry.getValue().problem();
            if (problem != null && ++all <= MOST_PROBLEMS) {
                told.add(entry.getKey() + " " + problem);
            }
        }
        return all == 0
                ? null
                : all + " of " + readings.size() + " instances are not as they should be: " + String.join("; ", told)
                        + (all > MOST_PROBLEMS ? "; …" : "");
    }
}

package io.meshclient.discovery.testkit;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.StaticDiscovery;
import io.meshclient.endpoint.EndpointSet;
import java.util.HashMap;
import java.util.Map;

final class StaticDiscoveryTest extends DiscoveryContract {

    private final Map<String, EndpointSet> sets = new HashMap<>();

    @Override
    protected Discovery create() {
        return new StaticDiscovery(sets);
    }

    @Override
    protected void publish(String target, EndpointSet set) {
        sets.put(target, set);
    }

    @Override
    protected boolean changes() {
        return false;
    }
}

package io.meshclient.discovery.eureka;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.Listener;
import io.meshclient.discovery.Subscription;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;

/**
 * Another discovery, without what it says of endpoints beside their addresses: the contract's sets know no health, and
 * Eureka always does.
 */
record Addresses(Discovery discovery) implements Discovery {

    @Override
    public Subscription subscribe(String target, Listener listener) {
        return discovery.subscribe(target, new Listener() {
            @Override
            public void onEndpoints(EndpointSet set) {
                listener.onEndpoints(EndpointSet.of(set.endpoints().stream()
                        .map(endpoint -> Endpoint.parse(endpoint.key()))
                        .toList()));
            }

            @Override
            public void onFailure(Throwable failure) {
                listener.onFailure(failure);
            }
        });
    }

    @Override
    public void close() {
        discovery.close();
    }
}

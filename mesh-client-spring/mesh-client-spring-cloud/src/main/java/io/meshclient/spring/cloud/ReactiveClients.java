package io.meshclient.spring.cloud;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import org.springframework.cloud.client.discovery.composite.reactive.ReactiveCompositeDiscoveryClient;
import org.springframework.cloud.client.discovery.simple.reactive.SimpleReactiveDiscoveryClient;

/**
 * Beans of type {@link ReactiveDiscoveryClient}; of several the primary one, which is Spring Cloud's composite of all. They
 * are subscribed to on the source's own threads, which wait: an interrupt cancels the subscription.
 */
final class ReactiveClients implements RegistryClients {

    private final ObjectProvider<ReactiveDiscoveryClient> beans;

    ReactiveClients(ObjectProvider<ReactiveDiscoveryClient> beans) {
        this.beans = beans;
    }

    @Override
    public @Nullable Registry ofRegistry() {
        return beans.orderedStream().anyMatch(ReactiveClients::hasRegistry) ? any() : null;
    }

    private static boolean hasRegistry(ReactiveDiscoveryClient client) {
        return !(client instanceof SimpleReactiveDiscoveryClient)
                && !(client instanceof ReactiveCompositeDiscoveryClient);
    }

    @Override
    public @Nullable Registry any() {
        List<ReactiveDiscoveryClient> all =
                new ArrayList<>(beans.orderedStream().toList());
        if (all.isEmpty()) {
            return null;
        }
        ReactiveDiscoveryClient primary = beans.getIfUnique();
        return of(primary != null ? primary : new ReactiveCompositeDiscoveryClient(all));
    }

    static Registry of(ReactiveDiscoveryClient client) {
        return target -> client.getInstances(target).collectList().block();
    }
}

package io.meshclient.spring.cloud;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClient;
import org.springframework.cloud.client.discovery.simple.SimpleDiscoveryClient;

/** Beans of type {@link DiscoveryClient}; of several the primary one, which is Spring Cloud's composite of all. */
final class BlockingClients implements RegistryClients {

    private static final Logger LOG = LoggerFactory.getLogger(BlockingClients.class);

    private final ObjectProvider<DiscoveryClient> beans;

    BlockingClients(ObjectProvider<DiscoveryClient> beans) {
        this.beans = beans;
    }

    @Override
    public @Nullable Registry ofRegistry() {
        return beans.orderedStream().anyMatch(BlockingClients::hasRegistry) ? any() : null;
    }

    private static boolean hasRegistry(DiscoveryClient client) {
        return !(client instanceof SimpleDiscoveryClient) && !(client instanceof CompositeDiscoveryClient);
    }

    @Override
    public @Nullable Registry any() {
        List<DiscoveryClient> all = new ArrayList<>(beans.orderedStream().toList());
        if (all.isEmpty()) {
            return null;
        }
        if (all.stream().noneMatch(BlockingClients::hasRegistry)) {
            warnIfEmpty(all);
        }
        DiscoveryClient primary = beans.getIfUnique();
        DiscoveryClient client = primary != null ? primary : new CompositeDiscoveryClient(all);
        return client::getInstances;
    }

    /** Legal, for a test that switches its registry off; but then nobody should wonder where the endpoints are. */
    private static void warnIfEmpty(List<DiscoveryClient> lists) {
        if (lists.stream().allMatch(list -> list.getServices().isEmpty())) {
            LOG.warn(
                    "The only DiscoveryClient is Spring Cloud's list in spring.cloud.discovery.client.simple.instances, and"
                            + " it is empty. Is the registry's starter on the class path, and switched on?");
        }
    }
}

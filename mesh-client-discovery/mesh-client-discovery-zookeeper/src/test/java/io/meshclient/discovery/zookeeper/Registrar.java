package io.meshclient.discovery.zookeeper;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryForever;
import org.apache.curator.x.discovery.ServiceDiscovery;
import org.apache.curator.x.discovery.ServiceDiscoveryBuilder;
import org.apache.curator.x.discovery.ServiceInstance;

/** Instances that register themselves as applications do: with Curator's service discovery, as long as they live. */
final class Registrar implements AutoCloseable {

    private final CuratorFramework client;
    private final ServiceDiscovery<Void> discovery;
    private final Map<Integer, ServiceInstance<Void>> registered = new ConcurrentHashMap<>();

    Registrar(String connect) throws Exception {
        client = CuratorFrameworkFactory.newClient(connect, 60_000, 15_000, new RetryForever(200));
        client.start();
        discovery = ServiceDiscoveryBuilder.builder(Void.class)
                .client(client)
                .basePath("/services")
                .build();
        discovery.start();
    }

    void register(String host, int port) throws Exception {
        ServiceInstance<Void> instance = ServiceInstance.<Void>builder()
                .name("orders")
                .address(host)
                .port(port)
                .build();
        registered.put(port, instance);
        discovery.registerService(instance);
    }

    void deregister(int port) throws Exception {
        ServiceInstance<Void> instance = registered.remove(port);
        if (instance != null) {
            discovery.unregisterService(instance);
        }
    }

    @Override
    public void close() throws Exception {
        discovery.close();
        client.close();
    }
}

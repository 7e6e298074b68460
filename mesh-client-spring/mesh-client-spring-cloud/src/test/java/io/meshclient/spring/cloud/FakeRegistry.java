package io.meshclient.spring.cloud;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import reactor.core.publisher.Flux;

/** What a registry knows, and its clients of both kinds. It can fail. */
final class FakeRegistry {

    final AtomicInteger asked = new AtomicInteger();

    private final Map<String, List<ServiceInstance>> instances = new ConcurrentHashMap<>();
    private volatile RuntimeException failure;
    private volatile boolean hanging;

    FakeRegistry with(String service, String... keys) {
        publish(
                service,
                EndpointSet.of(List.of(keys).stream().map(Endpoint::parse).toList()));
        return this;
    }

    void publish(String service, EndpointSet set) {
        instances.put(
                service,
                set.endpoints().stream()
                        .map(endpoint -> instance(service, endpoint))
                        .toList());
        failure = null;
        hanging = false;
    }

    private static ServiceInstance instance(String service, Endpoint endpoint) {
        Map<String, String> metadata = new HashMap<>(endpoint.metadata());
        if (endpoint.weight() != 1) {
            metadata.put("weight", String.valueOf(endpoint.weight()));
        }
        put(metadata, "region", endpoint.locality().region());
        put(metadata, "zone", endpoint.locality().zone());
        put(metadata, "sub-zone", endpoint.locality().subZone());
        return new DefaultServiceInstance(null, service, endpoint.host(), endpoint.port(), false, metadata);
    }

    private static void put(Map<String, String> metadata, String key, String value) {
        if (!value.isEmpty()) {
            metadata.put(key, value);
        }
    }

    /** Answers nobody, until the next {@link #publish}; who waits is not answered any more. */
    void hang() {
        hanging = true;
    }

    void fail() {
        failure = new IllegalStateException("the registry is away");
    }

    static ServiceInstance instance(String service, String host, int port) {
        return new DefaultServiceInstance(null, service, host, port, false);
    }

    private List<ServiceInstance> ask(String service) {
        asked.incrementAndGet();
        if (hanging) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted", e);
            }
        }
        if (failure != null) {
            throw failure;
        }
        return instances.getOrDefault(service, List.of());
    }

    DiscoveryClient blocking() {
        return new DiscoveryClient() {
            @Override
            public String description() {
                return "fake";
            }

            @Override
            public List<ServiceInstance> getInstances(String service) {
                return ask(service);
            }

            @Override
            public List<String> getServices() {
                return List.copyOf(instances.keySet());
            }
        };
    }

    ReactiveDiscoveryClient reactive() {
        return new ReactiveDiscoveryClient() {
            @Override
            public String description() {
                return "fake";
            }

            @Override
            public Flux<ServiceInstance> getInstances(String service) {
                return Flux.defer(() -> Flux.fromIterable(ask(service)));
            }

            @Override
            public Flux<String> getServices() {
                return Flux.fromIterable(instances.keySet());
            }
        };
    }
}

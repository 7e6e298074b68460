package io.meshclient.samples.shop;

import io.meshclient.samples.shop.process.Children;
import io.meshclient.samples.shop.process.Ports;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Three instances of each service, in the order of a rolling restart: one of each service in turn; later one more. */
final class Fleet {
    private static final int INSTANCES_EACH = 3;

    private final Optional<Registry> registry;
    private final Children children;
    private final Iterator<Integer> ports;
    private final List<Instance> first = new ArrayList<>();
    private final List<Instance> later = new ArrayList<>();

    private Fleet(Optional<Registry> registry, Children children) throws IOException {
        this.registry = registry;
        this.children = children;
        this.ports = Ports.free(INSTANCES_EACH * Service.values().length + 1).iterator();
    }

    /** Starts all and waits until they answer. */
    static Fleet start(Optional<Registry> registry, Children children) throws IOException, InterruptedException {
        Fleet fleet = new Fleet(registry, children);
        for (int number = 1; number <= INSTANCES_EACH; number++) {
            for (Service service : Service.values()) {
                fleet.first.add(fleet.launch(service, number));
            }
        }
        for (Instance instance : fleet.first) {
            instance.awaitReady();
            fleet.enter(instance);
        }
        return fleet;
    }

    private Instance launch(Service service, int number) throws IOException {
        Registry.Identity identity = new Registry.Identity(service, service.host() + "-" + number, ports.next());
        return Instance.launch(
                registry.map(r -> r.instance(identity)).orElse(Instance.bare(identity)), identity, children);
    }

    private void enter(Instance instance) throws IOException, InterruptedException {
        if (registry.isPresent()) {
            registry.get().deployed(instance.identity());
        }
    }

    /** Deploys one more instance of orders, on a port that nobody knows yet. */
    Instance enlarge() throws IOException, InterruptedException {
        Instance instance = launch(Service.ORDERS, INSTANCES_EACH + 1);
        later.add(instance);
        instance.awaitReady();
        enter(instance);
        return instance;
    }

    /** Those of the beginning. */
    List<Instance> instances() {
        return List.copyOf(first);
    }

    Instance named(String name) {
        return first.stream()
                .filter(instance -> instance.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Map<Integer, String> namesByPort() {
        return Stream.concat(first.stream(), later.stream()).collect(Collectors.toMap(Instance::port, Instance::name));
    }

    /** The addresses of a service as {@code mesh.client.services.<name>.endpoints} wants them. */
    String endpoints(Service service) {
        return first.stream()
                .filter(instance -> instance.service() == service)
                .map(instance -> "127.0.0.1:" + instance.port())
                .collect(Collectors.joining(","));
    }
}

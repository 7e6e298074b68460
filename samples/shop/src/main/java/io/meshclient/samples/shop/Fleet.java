package io.meshclient.samples.shop;

import io.meshclient.samples.shop.process.Children;
import io.meshclient.samples.shop.process.Ports;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Three instances of each service, in the order of a rolling restart: one of each service in turn. */
record Fleet(List<Instance> instances) {
    private static final int INSTANCES_EACH = 3;

    /** Starts all and waits until they answer. */
    static Fleet start(Children children) throws IOException, InterruptedException {
        Iterator<Integer> ports =
                Ports.free(INSTANCES_EACH * Service.values().length).iterator();
        List<Instance> instances = new ArrayList<>();
        for (int number = 1; number <= INSTANCES_EACH; number++) {
            for (Service service : Service.values()) {
                instances.add(Instance.launch(service, number, ports.next(), children));
            }
        }
        for (Instance instance : instances) {
            instance.awaitReady();
        }
        return new Fleet(List.copyOf(instances));
    }

    Instance named(String name) {
        return instances.stream()
                .filter(instance -> instance.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Map<Integer, String> namesByPort() {
        return instances.stream().collect(Collectors.toMap(Instance::port, Instance::name));
    }

    /** The addresses of a service as {@code mesh.client.services.<name>.endpoints} wants them. */
    String endpoints(Service service) {
        return instances.stream()
                .filter(instance -> instance.service() == service)
                .map(instance -> "127.0.0.1:" + instance.port())
                .collect(Collectors.joining(","));
    }
}

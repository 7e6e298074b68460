package io.meshclient;

import java.util.List;

/**
 * A mesh at one moment, for people and tools. Immutable.
 *
 * @param enabled whether the mesh does anything
 * @param strict whether hosts that are no service are refused
 * @param services in the order of the configuration
 */
public record MeshView(boolean enabled, boolean strict, List<ServiceView> services) {

    /** Copies the list. */
    public MeshView {
        services = List.copyOf(services);
    }

    /**
     * One service.
     *
     * @param name its name
     * @return its view
     * @throws IllegalArgumentException if there is no such service
     */
    public ServiceView service(String name) {
        return services.stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no service '" + name + "'; there are: "
                        + services.stream().map(ServiceView::name).toList()));
    }
}

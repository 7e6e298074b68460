package io.meshclient.spring.autoconfigure;

import io.meshclient.policy.MeshConfig;
import io.meshclient.policy.ServiceConfig;
import java.lang.reflect.Method;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.client.autoconfigure.HttpClientProperties;
import org.springframework.core.env.Environment;
import org.springframework.web.service.registry.HttpServiceGroup;
import org.springframework.web.service.registry.HttpServiceGroup.ClientType;

/**
 * Decides which HTTP service groups are mesh clients: those of {@code @MeshClient} interfaces, those whose base URL is
 * {@code mesh://service}, and those that have the name of a service.
 */
final class MeshGroups {

    private static final String MESH_SCHEME = "mesh://";

    private final MeshConfig config;
    private final GroupProperties properties;
    private final Environment environment;

    MeshGroups(MeshConfig config, GroupProperties properties, Environment environment) {
        this.config = config;
        this.properties = properties;
        this.environment = environment;
    }

    /**
     * A group that calls through the mesh.
     *
     * @param service the service that it calls
     * @param baseUrl what relative paths are added to; null leaves what {@code spring.http.serviceclient} set
     */
    record MeshGroup(ServiceConfig service, @Nullable String baseUrl) {}

    boolean isMesh(HttpServiceGroup group) {
        return serviceOf(group) != null;
    }

    /** The group's service and base URL. Call only for a group that {@link #isMesh is one}. */
    MeshGroup of(HttpServiceGroup group) {
        String name = serviceOf(group);
        ServiceConfig service = name == null ? null : config.services().get(name);
        if (service == null) {
            throw unknown(group, String.valueOf(name));
        }
        requireFittingClient(group);
        String typed = typedBaseUrl(group);
        if (typed == null) {
            return new MeshGroup(service, service.scheme() + "://" + service.name());
        }
        return new MeshGroup(service, isMeshUrl(typed) ? service.scheme() + typed.substring("mesh".length()) : null);
    }

    /** Spring would hand the reactive type to RestClient as the type of the body, and fail with each call. */
    private static void requireFittingClient(HttpServiceGroup group) {
        for (Class<?> type : group.httpServiceTypes()) {
            Method reactive = ServiceOfType.reactiveMethod(type);
            if (reactive != null && group.clientType() != ClientType.WEB_CLIENT) {
                throw ServiceOfType.reactiveWithoutWebClient(
                        type,
                        reactive,
                        "Say so: @ImportHttpServices(group = \"" + group.name()
                                + "\", clientType = ClientType.WEB_CLIENT), with"
                                + " org.springframework.boot:spring-boot-starter-webclient on the class path.");
            }
        }
    }

    private @Nullable String serviceOf(HttpServiceGroup group) {
        for (Class<?> type : group.httpServiceTypes()) {
            String service = ServiceOfType.of(type, environment);
            if (service != null) {
                if (!service.equals(group.name().toLowerCase(Locale.ROOT))) {
                    throw ServiceOfType.otherGroup(type.getName(), service, group.name());
                }
                ServiceOfType.requireMethods(type);
                return service;
            }
        }
        String typed = typedBaseUrl(group);
        if (typed != null && isMeshUrl(typed)) {
            return typed.substring(MESH_SCHEME.length()).split("[/?#:]", 2)[0].toLowerCase(Locale.ROOT);
        }
        String name = group.name().toLowerCase(Locale.ROOT);
        return config.services().containsKey(name) ? name : null;
    }

    private @Nullable String typedBaseUrl(HttpServiceGroup group) {
        HttpClientProperties client = properties.get(group.name());
        String url = client == null ? null : client.getBaseUrl();
        return url == null || url.isBlank() ? null : url.trim();
    }

    private static boolean isMeshUrl(String url) {
        return url.regionMatches(true, 0, MESH_SCHEME, 0, MESH_SCHEME.length());
    }

    private MeshDefinitionException unknown(HttpServiceGroup group, String name) {
        String types = String.join(
                ", ",
                group.httpServiceTypes().stream().map(Class::getName).sorted().toList());
        String known = config.services().isEmpty()
                ? "no service is configured"
                : "there are: " + String.join(", ", config.services().keySet());
        String key = name.indexOf('.') < 0 ? "mesh.client.services." + name : "mesh.client.services[" + name + "]";
        return new MeshDefinitionException(
                "The HTTP service group '" + group.name() + "' (" + types + ") calls the service '" + name
                        + "', which is not configured; " + known,
                "Set " + key + ".endpoints=host:port,host:port (or .discovery), or correct the name.");
    }
}

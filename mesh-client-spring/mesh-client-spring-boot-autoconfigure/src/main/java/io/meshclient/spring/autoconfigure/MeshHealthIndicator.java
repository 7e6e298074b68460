package io.meshclient.spring.autoconfigure;

import io.meshclient.EndpointView;
import io.meshclient.Mesh;
import io.meshclient.MeshView;
import io.meshclient.ServiceView;
import io.meshclient.observe.EndpointStatus;
import io.meshclient.spring.registration.RegistrationLifecycle;
import io.meshclient.spring.registration.RegistrationView;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * DOWN if a service has no endpoint that takes calls, UNKNOWN if the mesh is switched off; the details count each service's
 * endpoints by state. This application's entry in a registry is told, and decides nothing: without it calls still arrive, and
 * a restart would not help.
 */
final class MeshHealthIndicator extends AbstractHealthIndicator {

    /** No service should be called so. */
    static final String REGISTRATION = "mesh.client.registration";

    private final Mesh mesh;
    private final @Nullable RegistrationLifecycle registration;

    MeshHealthIndicator(Mesh mesh, @Nullable RegistrationLifecycle registration) {
        super("The state of the mesh cannot be read");
        this.mesh = mesh;
        this.registration = registration;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        MeshView view = mesh.view();
        RegistrationView entry = registration == null ? null : registration.view();
        if (entry != null) {
            health.withDetail(REGISTRATION, details(entry));
        }
        if (!view.enabled()) {
            health.unknown().withDetail("enabled", false);
            return;
        }
        health.up();
        for (ServiceView service : view.services()) {
            Map<String, Integer> states = new TreeMap<>();
            service.endpoints().forEach(endpoint -> states.merge(endpoint.state(), 1, Integer::sum));
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("endpoints", states);
            if (service.breaker() != null) {
                details.put("breaker", service.breaker());
            }
            if (service.lastError() != null) {
                details.put("lastError", service.lastError());
                details.put("ageSeconds", service.ageMillis() / 1000);
            }
            health.withDetail(service.name(), details);
            if (service.endpoints().stream().noneMatch(MeshHealthIndicator::takesCalls)) {
                health.down();
            }
        }
    }

    private static Map<String, Object> details(RegistrationView entry) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("registry", entry.registry());
        details.put("state", entry.state());
        details.put("since", entry.since());
        if (entry.lastError() != null) {
            details.put("lastError", entry.lastError());
        }
        return details;
    }

    private static boolean takesCalls(EndpointView endpoint) {
        return endpoint.state().equals(EndpointStatus.AVAILABLE.token())
                || endpoint.state().equals(EndpointStatus.DRAINING.token());
    }
}

package io.meshclient.spring.autoconfigure;

import io.meshclient.EndpointView;
import io.meshclient.Mesh;
import io.meshclient.MeshView;
import io.meshclient.ServiceView;
import io.meshclient.observe.EndpointStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * DOWN if a service has no endpoint that takes calls, UNKNOWN if the mesh is switched off; the details count each service's
 * endpoints by state.
 */
final class MeshHealthIndicator extends AbstractHealthIndicator {

    private final Mesh mesh;

    MeshHealthIndicator(Mesh mesh) {
        super("The state of the mesh cannot be read");
        this.mesh = mesh;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        MeshView view = mesh.view();
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

    private static boolean takesCalls(EndpointView endpoint) {
        return endpoint.state().equals(EndpointStatus.AVAILABLE.token())
                || endpoint.state().equals(EndpointStatus.DRAINING.token());
    }
}

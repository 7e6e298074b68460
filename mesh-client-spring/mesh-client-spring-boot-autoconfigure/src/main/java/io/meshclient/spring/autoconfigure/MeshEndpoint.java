package io.meshclient.spring.autoconfigure;

import io.meshclient.Mesh;
import io.meshclient.ServiceView;
import io.meshclient.spring.registration.RegistrationLifecycle;
import io.meshclient.time.Internal;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/** {@code /actuator/mesh}: what the mesh knows right now. Read-only. */
@Internal
@Endpoint(id = "mesh")
public final class MeshEndpoint {

    private final Mesh mesh;
    private final @Nullable RegistrationLifecycle registration;

    MeshEndpoint(Mesh mesh, @Nullable RegistrationLifecycle registration) {
        this.mesh = mesh;
        this.registration = registration;
    }

    /**
     * Everything.
     *
     * @return services, endpoints, states and the policy that counts; this application's entry in a registry
     */
    @ReadOperation
    public MeshReport mesh() {
        return MeshReport.of(mesh.view(), registration == null ? null : registration.view());
    }

    /**
     * One service.
     *
     * @param service its name
     * @return its view, or null (404) if there is none
     */
    @ReadOperation
    public @Nullable ServiceView service(@Selector String service) {
        return mesh.view().services().stream()
                .filter(view -> view.name().equals(service))
                .findFirst()
                .orElse(null);
    }
}

package io.meshclient.spring.autoconfigure;

import io.meshclient.Mesh;
import io.meshclient.MeshView;
import io.meshclient.ServiceView;
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

    MeshEndpoint(Mesh mesh) {
        this.mesh = mesh;
    }

    /**
     * Everything.
     *
     * @return services, endpoints, states and the policy that counts
     */
    @ReadOperation
    public MeshView mesh() {
        return mesh.view();
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

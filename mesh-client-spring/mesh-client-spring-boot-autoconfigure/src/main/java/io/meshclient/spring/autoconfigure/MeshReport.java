package io.meshclient.spring.autoconfigure;

import io.meshclient.MeshView;
import io.meshclient.ServiceView;
import io.meshclient.spring.registration.RegistrationView;
import io.meshclient.time.Internal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code /actuator/mesh} answers: the mesh's view, and this application's entry in a registry.
 *
 * @param enabled see {@link MeshView#enabled()}
 * @param strict see {@link MeshView#strict()}
 * @param services see {@link MeshView#services()}
 * @param registration null if there is none
 */
@Internal
public record MeshReport(
        boolean enabled,
        boolean strict,
        List<ServiceView> services,
        @Nullable RegistrationView registration) {

    static MeshReport of(MeshView view, @Nullable RegistrationView registration) {
        return new MeshReport(view.enabled(), view.strict(), view.services(), registration);
    }
}

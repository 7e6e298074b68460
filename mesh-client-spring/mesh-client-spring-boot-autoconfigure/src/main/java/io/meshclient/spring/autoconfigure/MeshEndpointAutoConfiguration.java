package io.meshclient.spring.autoconfigure;

import io.meshclient.Mesh;
import io.meshclient.spring.registration.RegistrationLifecycle;
import io.meshclient.time.Internal;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** {@code /actuator/mesh}. */
@Internal
@AutoConfiguration(after = {MeshAutoConfiguration.class, MeshRegistrationAutoConfiguration.class})
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnBean(Mesh.class)
@ConditionalOnAvailableEndpoint(MeshEndpoint.class)
public final class MeshEndpointAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    MeshEndpoint meshEndpoint(Mesh mesh, ObjectProvider<RegistrationLifecycle> registration) {
        return new MeshEndpoint(mesh, registration.getIfAvailable());
    }
}

package io.meshclient.spring.autoconfigure;

import io.meshclient.Mesh;
import io.meshclient.spring.registration.RegistrationLifecycle;
import io.meshclient.time.Internal;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** The health contributor {@code mesh}. Boot's readiness group does not contain it unless the application says so. */
@Internal
@AutoConfiguration(after = {MeshAutoConfiguration.class, MeshRegistrationAutoConfiguration.class})
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(Mesh.class)
@ConditionalOnEnabledHealthIndicator("mesh")
public final class MeshHealthAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "meshHealthIndicator")
    HealthIndicator meshHealthIndicator(Mesh mesh, ObjectProvider<RegistrationLifecycle> registration) {
        return new MeshHealthIndicator(mesh, registration.getIfAvailable());
    }
}

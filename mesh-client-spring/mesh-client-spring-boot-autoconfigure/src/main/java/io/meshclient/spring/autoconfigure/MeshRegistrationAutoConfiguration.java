package io.meshclient.spring.autoconfigure;

import io.meshclient.spring.registration.RegistrationLifecycle;
import io.meshclient.spring.registration.RegistrationSettings;
import io.meshclient.time.Internal;
import io.meshclient.time.MeshRuntime;
import io.meshclient.time.RandomSource;
import io.meshclient.time.Ticker;
import okhttp3.OkHttpClient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * The registration of this application. The bean is there without a registry too, and does nothing then: whether there is
 * one is a value of a property, which an application that was processed ahead of time reads at its start.
 */
@Internal
@AutoConfiguration
@ConditionalOnClass(OkHttpClient.class)
public final class MeshRegistrationAutoConfiguration {

    private static final String JACKSON = "tools.jackson.core.json.JsonFactory";

    @Bean
    @Lazy(false)
    @ConditionalOnMissingBean
    RegistrationLifecycle meshRegistration(
            ApplicationContext context, Environment environment, ObjectProvider<MeshRuntime> runtime) {
        PropertyReader reader = new PropertyReader(environment);
        RegistrationSettings settings = RegistrationSettings.of(
                reader.read(new RegistrationNames()),
                reader.read(),
                environment.getProperty("spring.application.name", ""));
        if (settings.isOn() && !ClassUtils.isPresent(JACKSON, context.getClassLoader())) {
            throw new MeshDefinitionException(
                    "mesh.client.registration.registry is set, and Jackson 3 is not on the class path",
                    "Add a dependency on tools.jackson.core:jackson-core; Spring Boot manages its version.");
        }
        MeshRuntime given = runtime.getIfUnique();
        return new RegistrationLifecycle(
                settings,
                given == null ? Ticker.system() : given.ticker(),
                given == null ? RandomSource.system() : given.random(),
                context);
    }
}

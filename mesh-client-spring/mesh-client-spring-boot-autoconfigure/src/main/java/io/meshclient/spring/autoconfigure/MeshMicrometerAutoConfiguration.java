package io.meshclient.spring.autoconfigure;

import io.meshclient.micrometer.MicrometerMeshObserver;
import io.meshclient.time.Internal;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/** Meters {@code mesh.client.*} where there is a registry. */
@Internal
@AutoConfiguration(
        before = MeshAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnSingleCandidate(MeterRegistry.class)
public final class MeshMicrometerAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    MicrometerMeshObserver meshMicrometerObserver(MeterRegistry registry) {
        return new MicrometerMeshObserver(registry);
    }
}

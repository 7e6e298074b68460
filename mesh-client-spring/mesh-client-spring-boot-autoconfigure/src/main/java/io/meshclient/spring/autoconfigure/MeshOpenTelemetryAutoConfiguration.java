package io.meshclient.spring.autoconfigure;

import io.meshclient.opentelemetry.OpenTelemetryMeshObserver;
import io.meshclient.time.Internal;
import io.opentelemetry.api.OpenTelemetry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/** A span for each attempt where there is an {@link OpenTelemetry}. */
@Internal
@AutoConfiguration(
        before = MeshAutoConfiguration.class,
        afterName = "org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration")
@ConditionalOnClass(OpenTelemetry.class)
@ConditionalOnSingleCandidate(OpenTelemetry.class)
public final class MeshOpenTelemetryAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    OpenTelemetryMeshObserver meshOpenTelemetryObserver(OpenTelemetry openTelemetry) {
        return new OpenTelemetryMeshObserver(openTelemetry);
    }
}

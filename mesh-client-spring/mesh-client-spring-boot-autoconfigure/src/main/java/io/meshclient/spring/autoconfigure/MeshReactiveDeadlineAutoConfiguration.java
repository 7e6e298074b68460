package io.meshclient.spring.autoconfigure;

import io.meshclient.time.Internal;
import io.meshclient.time.MeshRuntime;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;

/** The deadlines of requests that WebFlux serves. */
@Internal
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass({WebFilter.class, Mono.class})
public final class MeshReactiveDeadlineAutoConfiguration {

    @Bean
    DeadlineWebFilter meshDeadlineWebFilter(Environment environment, ObjectProvider<MeshRuntime> runtime) {
        return new DeadlineWebFilter(InboundDeadlines.of(environment, runtime.getIfUnique()));
    }
}

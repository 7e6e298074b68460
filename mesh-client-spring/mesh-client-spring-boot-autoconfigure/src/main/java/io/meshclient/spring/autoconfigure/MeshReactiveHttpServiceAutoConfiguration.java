package io.meshclient.spring.autoconfigure;

import io.meshclient.time.Internal;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.webclient.autoconfigure.service.ReactiveHttpServiceClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.support.WebClientHttpServiceGroupConfigurer;

/** Mesh clients with reactive return types, where there is a {@code WebClient}. */
@Internal
@AutoConfiguration(
        after = MeshHttpServiceAutoConfiguration.class,
        before = ReactiveHttpServiceClientAutoConfiguration.class)
@ConditionalOnClass({
    WebClient.class,
    WebClientHttpServiceGroupConfigurer.class,
    ReactiveHttpServiceClientAutoConfiguration.class
})
@ConditionalOnBean(MeshGroups.class)
public final class MeshReactiveHttpServiceAutoConfiguration {

    @Bean
    ReactiveGroupConfigurer meshReactiveGroupConfigurer(
            MeshGroups groups, GroupClients clients, AnnotatedCalls calls, FrontClient front) {
        return new ReactiveGroupConfigurer(groups, clients, calls, front);
    }

    /** Only where Spring Cloud is. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = SpringCloudGuard.SPRING_CLOUD)
    static class SpringCloudConfiguration {

        @Bean
        WebClientHttpServiceGroupConfigurer meshReactiveBeforeSpringCloud(MeshGroups groups, SpringCloudGuard guard) {
            return new ReactiveSpringCloudGuard(groups, guard).before();
        }

        @Bean
        WebClientHttpServiceGroupConfigurer meshReactiveBehindSpringCloud(MeshGroups groups, SpringCloudGuard guard) {
            return new ReactiveSpringCloudGuard(groups, guard).behind();
        }
    }
}

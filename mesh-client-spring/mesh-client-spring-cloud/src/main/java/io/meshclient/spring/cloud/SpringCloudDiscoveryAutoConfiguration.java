package io.meshclient.spring.cloud;

import io.meshclient.Mesh;
import io.meshclient.time.Internal;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import reactor.core.publisher.Flux;

/**
 * The discovery {@code spring-cloud} for the mesh. Clients are looked for when the first service asks, so it does not matter
 * which auto-configuration or class of the application they come from, and in what order; and without such a service
 * nothing happens.
 */
@Internal
@AutoConfiguration
@ConditionalOnClass({Mesh.class, DiscoveryClient.class})
public final class SpringCloudDiscoveryAutoConfiguration {

    @Bean
    RegistryPulse meshRegistryPulse() {
        return new RegistryPulse();
    }

    @Bean
    @Order(0)
    RegistryClients meshBlockingClients(ObjectProvider<DiscoveryClient> clients) {
        return new BlockingClients(clients);
    }

    @Bean
    SpringCloudDiscoveryProvider meshSpringCloudDiscoveryProvider(
            ObjectProvider<RegistryClients> clients, RegistryPulse pulse) {
        return new SpringCloudDiscoveryProvider(clients.orderedStream().toList(), pulse);
    }

    /** Only where Reactor is: a blocking client needs none. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({Flux.class, ReactiveDiscoveryClient.class})
    static class ReactiveConfiguration {

        @Bean
        @Order(1)
        RegistryClients meshReactiveClients(ObjectProvider<ReactiveDiscoveryClient> clients) {
            return new ReactiveClients(clients);
        }
    }
}

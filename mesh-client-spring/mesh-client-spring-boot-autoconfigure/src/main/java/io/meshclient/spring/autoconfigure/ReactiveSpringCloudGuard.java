package io.meshclient.spring.autoconfigure;

import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.support.WebClientHttpServiceGroupConfigurer;

/** As {@link SpringCloudGuard}, for groups whose client is a {@code WebClient}. */
final class ReactiveSpringCloudGuard {

    private final MeshGroups meshGroups;
    private final SpringCloudGuard guard;

    ReactiveSpringCloudGuard(MeshGroups meshGroups, SpringCloudGuard guard) {
        this.meshGroups = meshGroups;
        this.guard = guard;
    }

    WebClientHttpServiceGroupConfigurer before() {
        return new Ordered(
                SpringCloudGuard.BEFORE,
                groups -> groups.filter(meshGroups::isMesh).forEachProxyFactory(guard::keepAdapter));
    }

    WebClientHttpServiceGroupConfigurer behind() {
        return new Ordered(
                SpringCloudGuard.BEHIND,
                groups -> groups.filter(meshGroups::isMesh).forEachGroup((group, client, factory) -> {
                    client.filters(list -> list.removeIf(SpringCloudGuard::isLoadBalancer));
                    guard.putAdapterBack(group, factory);
                }));
    }

    /** A configurer at a place of its own. */
    private record Ordered(int order, WebClientHttpServiceGroupConfigurer configurer)
            implements WebClientHttpServiceGroupConfigurer {

        @Override
        public int getOrder() {
            return order;
        }

        @Override
        public void configureGroups(Groups<WebClient.Builder> groups) {
            configurer.configureGroups(groups);
        }
    }
}

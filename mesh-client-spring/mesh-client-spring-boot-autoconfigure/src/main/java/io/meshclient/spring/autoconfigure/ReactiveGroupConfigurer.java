package io.meshclient.spring.autoconfigure;

import io.meshclient.spring.autoconfigure.MeshGroups.MeshGroup;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.support.WebClientHttpServiceGroupConfigurer;
import org.springframework.web.service.registry.HttpServiceGroup;

/** As {@link MeshGroupConfigurer}, for groups whose client is a {@code WebClient}. */
final class ReactiveGroupConfigurer implements WebClientHttpServiceGroupConfigurer {

    private final MeshGroups meshGroups;
    private final GroupClients clients;
    private final AnnotatedCalls calls;
    private final FrontClient front;

    ReactiveGroupConfigurer(MeshGroups meshGroups, GroupClients clients, AnnotatedCalls calls, FrontClient front) {
        this.meshGroups = meshGroups;
        this.clients = clients;
        this.calls = calls;
        this.front = front;
    }

    @Override
    public int getOrder() {
        return MeshGroupConfigurer.ORDER;
    }

    @Override
    public void configureGroups(Groups<WebClient.Builder> groups) {
        groups.filter(meshGroups::isMesh).forEachClient(this::configure);
        groups.forEachProxyFactory(calls::addTo);
    }

    private void configure(HttpServiceGroup group, WebClient.Builder builder) {
        MeshGroup mesh = meshGroups.of(group);
        if (mesh.baseUrl() != null) {
            builder.baseUrl(mesh.baseUrl());
        }
        builder.clientConnector(new ReactiveConnector(
                clients.forGroup(group.name(), calls.longestCallTimeout(group, mesh.service())),
                front.reading(),
                mesh.service().timeouts().call()));
    }
}

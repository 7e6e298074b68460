package io.meshclient.spring.autoconfigure;

import io.meshclient.spring.autoconfigure.MeshGroups.MeshGroup;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientHttpServiceGroupConfigurer;
import org.springframework.web.service.registry.HttpServiceGroup;

/** Gives mesh groups their base URL and their way to the mesh; after Boot's and Spring Cloud's, before the application's. */
final class MeshGroupConfigurer implements RestClientHttpServiceGroupConfigurer {

    static final int ORDER = 20;

    private final MeshGroups meshGroups;
    private final GroupClients clients;
    private final AnnotatedCalls calls;

    MeshGroupConfigurer(MeshGroups meshGroups, GroupClients clients, AnnotatedCalls calls) {
        this.meshGroups = meshGroups;
        this.clients = clients;
        this.calls = calls;
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public void configureGroups(Groups<RestClient.Builder> groups) {
        groups.filter(meshGroups::isMesh).forEachClient(this::configure);
        groups.forEachProxyFactory(calls::addTo);
    }

    private void configure(HttpServiceGroup group, RestClient.Builder builder) {
        MeshGroup mesh = meshGroups.of(group);
        if (mesh.baseUrl() != null) {
            builder.baseUrl(mesh.baseUrl());
        }
        builder.requestFactory(new MeshRequestFactory(
                clients.forGroup(group.name(), calls.longestCallTimeout(group, mesh.service()))));
    }
}

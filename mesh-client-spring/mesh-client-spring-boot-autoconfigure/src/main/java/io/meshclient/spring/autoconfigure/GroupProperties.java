package io.meshclient.spring.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.http.client.autoconfigure.HttpClientProperties;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientProperties;

/** {@code spring.http.serviceclient.<group>.*}; Boot reads them only if there is a group. */
final class GroupProperties {

    private final ObjectProvider<HttpServiceClientProperties> properties;

    GroupProperties(ObjectProvider<HttpServiceClientProperties> properties) {
        this.properties = properties;
    }

    @Nullable
    HttpClientProperties get(String group) {
        HttpServiceClientProperties groups = properties.getIfAvailable();
        return groups == null ? null : groups.get(group);
    }
}

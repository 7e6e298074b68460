package io.meshclient.spring;

import okhttp3.OkHttpClient;

/**
 * Edits the OkHttp client before the mesh wraps it: network interceptors, protocols, connection specs, and whatever else
 * cannot be seen on a single call must be set here. Beans of this type are applied in their order.
 */
@FunctionalInterface
public interface MeshOkHttpCustomizer {

    /**
     * Edits the client.
     *
     * @param builder made from the application's own {@code OkHttpClient} bean, or with the starter's settings; the
     *     application's bean itself is not changed
     */
    void customize(OkHttpClient.Builder builder);
}

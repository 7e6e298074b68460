package io.meshclient.spring.autoconfigure;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.client.autoconfigure.HttpClientProperties;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.env.Environment;

/** Tells when a group's SSL bundle is replaced: files that are watched ({@code reload-on-update}), or a registry's update. */
final class SslBundleUpdates {

    private static final String BUNDLE_OF_ALL = "spring.http.clients.ssl.bundle";

    private final @Nullable SslBundles bundles;
    private final GroupProperties properties;
    private final Environment environment;

    SslBundleUpdates(@Nullable SslBundles bundles, GroupProperties properties, Environment environment) {
        this.bundles = bundles;
        this.properties = properties;
        this.environment = environment;
    }

    void listen(String group, Consumer<SslBundle> listener) {
        String name = bundleOf(group);
        if (bundles != null && name != null) {
            bundles.addBundleUpdateHandler(name, listener);
        }
    }

    private @Nullable String bundleOf(String group) {
        HttpClientProperties own = properties.get(group);
        String name = own == null ? null : own.getSsl().getBundle();
        return name != null ? name : environment.getProperty(BUNDLE_OF_ALL);
    }
}

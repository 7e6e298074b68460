package io.meshclient.spring.autoconfigure;

import io.meshclient.policy.ServiceConfig;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.autoconfigure.HttpClientSettingsPropertyMapper;
import org.springframework.boot.ssl.SslBundle;

/**
 * The wrapped client as each group wants it: {@code spring.http.serviceclient.<group>.*} changes a copy that shares
 * everything else. Without such settings it is the wrapped client itself.
 */
final class GroupClients {

    private final OkHttpClient wrapped;
    private final GroupProperties properties;
    private final HttpClientSettingsPropertyMapper mapper;
    private final boolean readTimeoutFollowsService;

    GroupClients(
            OkHttpClient wrapped,
            boolean readTimeoutFollowsService,
            GroupProperties properties,
            HttpClientSettingsPropertyMapper mapper) {
        this.wrapped = wrapped;
        this.readTimeoutFollowsService = readTimeoutFollowsService;
        this.properties = properties;
        this.mapper = mapper;
    }

    OkHttpClient forGroup(String group, ServiceConfig service) {
        HttpClientSettings settings = mapper.map(properties.get(group));
        Duration read = readTimeout(settings, service);
        boolean asItIs = (read == null || read.toMillis() == wrapped.readTimeoutMillis())
                && settings.connectTimeout() == null
                && settings.redirects() == null
                && settings.sslBundle() == null;
        return asItIs ? wrapped : edited(settings, read);
    }

    private @Nullable Duration readTimeout(HttpClientSettings settings, ServiceConfig service) {
        if (settings.readTimeout() != null) {
            return settings.readTimeout();
        }
        return readTimeoutFollowsService ? service.timeouts().call() : null;
    }

    private OkHttpClient edited(HttpClientSettings settings, @Nullable Duration read) {
        OkHttpClient.Builder builder = wrapped.newBuilder();
        if (read != null) {
            builder.readTimeout(read);
        }
        if (settings.connectTimeout() != null) {
            builder.connectTimeout(settings.connectTimeout());
        }
        if (settings.redirects() != null) {
            boolean follow = settings.redirects() != HttpRedirects.DONT_FOLLOW;
            builder.followRedirects(follow).followSslRedirects(follow);
        }
        if (settings.sslBundle() != null) {
            builder.sslSocketFactory(
                    settings.sslBundle().createSslContext().getSocketFactory(), trust(settings.sslBundle()));
        }
        return builder.build();
    }

    private static X509TrustManager trust(SslBundle bundle) {
        for (TrustManager manager : bundle.getManagers().getTrustManagers()) {
            if (manager instanceof X509TrustManager trust) {
                return trust;
            }
        }
        throw new IllegalStateException("The SSL bundle " + bundle + " has no X509TrustManager among "
                + Arrays.toString(bundle.getManagers().getTrustManagers()));
    }
}

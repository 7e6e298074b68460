package io.meshclient.spring.autoconfigure;

import java.time.Duration;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.autoconfigure.HttpClientSettingsPropertyMapper;

/**
 * The wrapped client as each group wants it: {@code spring.http.serviceclient.<group>.*} changes a copy that shares
 * everything else. Without such settings it is the wrapped client itself.
 */
final class GroupClients {

    private final OkHttpClient wrapped;
    private final GroupProperties properties;
    private final HttpClientSettingsPropertyMapper mapper;
    private final SslBundleUpdates sslUpdates;
    private final boolean readTimeoutFollowsService;

    GroupClients(
            OkHttpClient wrapped,
            boolean readTimeoutFollowsService,
            GroupProperties properties,
            HttpClientSettingsPropertyMapper mapper,
            SslBundleUpdates sslUpdates) {
        this.wrapped = wrapped;
        this.readTimeoutFollowsService = readTimeoutFollowsService;
        this.properties = properties;
        this.mapper = mapper;
        this.sslUpdates = sslUpdates;
    }

    /** The read timeout of a client that the starter made is the longest call's. */
    Call.Factory forGroup(String group, Duration longestCall) {
        HttpClientSettings settings = mapper.map(properties.get(group));
        Duration read = readTimeout(settings, longestCall);
        boolean asItIs = (read == null || read.toMillis() == wrapped.readTimeoutMillis())
                && settings.connectTimeout() == null
                && settings.redirects() == null
                && settings.sslBundle() == null;
        OkHttpClient client = asItIs ? wrapped : edited(settings, read);
        return settings.sslBundle() == null ? client : renewable(group, client);
    }

    private Call.Factory renewable(String group, OkHttpClient client) {
        RenewableClient renewable = new RenewableClient(client);
        sslUpdates.listen(group, renewable::renew);
        return renewable;
    }

    private @Nullable Duration readTimeout(HttpClientSettings settings, Duration longestCall) {
        if (settings.readTimeout() != null) {
            return settings.readTimeout();
        }
        return readTimeoutFollowsService ? longestCall : null;
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
            RenewableClient.apply(settings.sslBundle(), builder);
        }
        return builder.build();
    }
}

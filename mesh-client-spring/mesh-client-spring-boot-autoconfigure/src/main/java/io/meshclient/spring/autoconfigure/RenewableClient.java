package io.meshclient.spring.autoconfigure;

import java.util.Arrays;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.springframework.boot.ssl.SslBundle;

/**
 * The client of a group whose SSL bundle may be replaced while calls run. Calls that start later use the new one, on new
 * connections: OkHttp reuses a connection only for the socket factory that made it. The old ones end when they have been
 * idle for as long as the pool keeps them.
 */
final class RenewableClient implements Call.Factory {

    private volatile OkHttpClient client;

    RenewableClient(OkHttpClient client) {
        this.client = client;
    }

    @Override
    public Call newCall(Request request) {
        return client.newCall(request);
    }

    void renew(SslBundle bundle) {
        client = apply(bundle, client.newBuilder()).build();
    }

    static OkHttpClient.Builder apply(SslBundle bundle, OkHttpClient.Builder builder) {
        return builder.sslSocketFactory(bundle.createSslContext().getSocketFactory(), trust(bundle));
    }

    private static X509TrustManager trust(SslBundle bundle) {
        TrustManager[] managers = bundle.getManagers().getTrustManagers();
        for (TrustManager manager : managers) {
            if (manager instanceof X509TrustManager trust) {
                return trust;
            }
        }
        throw new IllegalStateException(
                "The SSL bundle " + bundle + " has no X509TrustManager among " + Arrays.toString(managers));
    }
}

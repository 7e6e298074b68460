package io.meshclient.benchmarks.endtoend.contender;

import io.meshclient.benchmarks.endtoend.stand.Payload;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** The OkHttp settings and the call that all contenders share, so that they differ in the mesh only. */
final class Clients {
    /** OkHttp keeps 5 idle connections by default: eight callers over three backends would dial all the time. */
    private static final int IDLE_CONNECTIONS = 64;

    private Clients() {}

    static OkHttpClient base() {
        return new OkHttpClient.Builder()
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, 5, TimeUnit.MINUTES))
                .build();
    }

    static HttpUrl url(String authority) {
        return HttpUrl.get("http://" + authority + Payload.PATH);
    }

    static void call(OkHttpClient client, HttpUrl url) throws IOException {
        Request request = new Request.Builder().url(url).build();
        try (Response response = client.newCall(request).execute()) {
            check(response.code(), response.body().bytes().length);
        }
    }

    static void check(int status, int length) throws IOException {
        if (status != 200 || length != Payload.LENGTH) {
            throw new IOException("status " + status + ", " + length + " bytes");
        }
    }

    static void close(OkHttpClient client) {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}

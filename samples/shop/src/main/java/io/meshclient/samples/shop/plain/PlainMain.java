package io.meshclient.samples.shop.plain;

import io.meshclient.samples.shop.load.ClientRun;
import io.meshclient.samples.shop.load.Sent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;

/** The process without a mesh: the same calls, timeouts and arrivals as the storefront's. */
public final class PlainMain {
    /** The same as {@code mesh.client.defaults.call-timeout} and the mesh's default for connecting. */
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(2);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    /** OkHttp keeps five, fewer than there are instances; so that this is not what is compared, it gets more. */
    private static final int IDLE_CONNECTIONS = 128;

    private PlainMain() {}

    /** Arguments: directory of the recording, addresses of orders, addresses of inventory. */
    public static void main(String[] args) {
        Sent sent = new Sent();
        PlainMeters meters = new PlainMeters();
        OkHttpClient http = new OkHttpClient.Builder()
                .retryOnConnectionFailure(true)
                .callTimeout(CALL_TIMEOUT)
                .readTimeout(CALL_TIMEOUT)
                .connectTimeout(CONNECT_TIMEOUT)
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, 5, TimeUnit.MINUTES))
                .eventListener(meters)
                .addNetworkInterceptor(sent)
                .build();
        PlainClient client = new PlainClient(http, new RoundRobin(args[1]), new RoundRobin(args[2]));
        new ClientRun(client, sent, meters, Path.of(args[0])).offer("");
    }
}

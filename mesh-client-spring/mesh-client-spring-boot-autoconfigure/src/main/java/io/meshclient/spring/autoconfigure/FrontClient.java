package io.meshclient.spring.autoconfigure;

import io.meshclient.policy.MeshConfig;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.spring.MeshOkHttpCustomizer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The client that is going to be wrapped: the application's, or one of the starter's own, which is closed with the
 * context.
 */
final class FrontClient implements AutoCloseable {

    /** A mesh client's host is logical and stands for many machines, so OkHttp's 5 calls a host would be a bottleneck. */
    private static final int CONCURRENT_CALLS = 1024;

    /** What the mesh uses for HTTP/2 anyhow; here it is for web sockets and for hosts that are no services. */
    private static final Duration PING_INTERVAL = Duration.ofSeconds(10);

    private static final Duration DEFAULT_CALL_TIMEOUT = Duration.ofSeconds(15);

    private final OkHttpClient client;
    private final @Nullable OkHttpClient own;

    /** For bodies that WebClient reads: has threads only while there is something to read. */
    private final ExecutorService reading = daemons("mesh-client-read-");

    private FrontClient(OkHttpClient client, @Nullable OkHttpClient own) {
        this.client = client;
        this.own = own;
    }

    static FrontClient of(OkHttpClient application, List<MeshOkHttpCustomizer> customizers) {
        return new FrontClient(
                customizers.isEmpty() ? application : customized(application.newBuilder(), customizers), null);
    }

    static FrontClient own(MeshConfig config, List<MeshOkHttpCustomizer> customizers) {
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .dispatcher(dispatcher())
                .readTimeout(longestCallTimeout(config))
                .pingInterval(PING_INTERVAL);
        OkHttpClient client = customized(builder, customizers);
        return new FrontClient(client, client);
    }

    OkHttpClient client() {
        return client;
    }

    /** Whether the starter chose the settings, so that it may choose the read timeout service by service. */
    boolean isOwn() {
        return own != null;
    }

    Executor reading() {
        return reading;
    }

    @Override
    public void close() {
        reading.shutdown();
        if (own != null) {
            own.dispatcher().cancelAll();
            own.dispatcher().executorService().shutdown();
            own.connectionPool().evictAll();
        }
    }

    private static OkHttpClient customized(OkHttpClient.Builder builder, List<MeshOkHttpCustomizer> customizers) {
        customizers.forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }

    /** Zero is OkHttp's word for none, and so the longest. */
    private static Duration longestCallTimeout(MeshConfig config) {
        Duration longest = Duration.ZERO;
        for (ServiceConfig service : config.services().values()) {
            Duration timeout = service.timeouts().call();
            if (timeout.isZero()) {
                return Duration.ZERO;
            }
            longest = timeout.compareTo(longest) > 0 ? timeout : longest;
        }
        return longest.isZero() ? DEFAULT_CALL_TIMEOUT : longest;
    }

    private static Dispatcher dispatcher() {
        Dispatcher dispatcher = new Dispatcher(daemons("mesh-client-enqueue-"));
        dispatcher.setMaxRequests(CONCURRENT_CALLS);
        dispatcher.setMaxRequestsPerHost(CONCURRENT_CALLS);
        return dispatcher;
    }

    /** As OkHttp's own executor, with threads that do not keep the JVM alive. */
    private static ExecutorService daemons(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }
}

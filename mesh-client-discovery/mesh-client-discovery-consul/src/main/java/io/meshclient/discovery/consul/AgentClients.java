package io.meshclient.discovery.consul;

import io.meshclient.policy.Settings;
import java.net.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/**
 * The two HTTP clients of an agent, for questions that wait and for those that do not, on the same connections and daemon
 * threads. A watch always has its question under way, so the dispatcher has no limits. OkHttp's own retries are off: an
 * agent that went away would see all of its clients again at once, without the back-off.
 */
final class AgentClients implements AutoCloseable {

    /** Between an answer and the next question there is at most a second. */
    private static final Duration IDLE = Duration.ofSeconds(10);

    private static final int MAX_IDLE = 64;

    /** Over HTTP/2 only: a connection that died in silence ends all questions on it sooner than their time-out. */
    private static final Duration PING = Duration.ofSeconds(15);

    private final ThreadPoolExecutor threads;
    private final OkHttpClient atOnce;
    private final OkHttpClient waiting;

    AgentClients(Settings settings, Duration longestWait) {
        Duration answer = settings.get(ConsulKeys.ANSWER_TIMEOUT);
        Duration connect = settings.get(ConsulKeys.CONNECT_TIMEOUT);
        OkHttpClient.Builder client = new OkHttpClient.Builder()
                .connectionPool(new ConnectionPool(MAX_IDLE, IDLE.toMillis(), TimeUnit.MILLISECONDS))
                .proxy(Proxy.NO_PROXY)
                .followRedirects(false)
                .retryOnConnectionFailure(false)
                .connectTimeout(connect)
                .pingInterval(PING)
                .addInterceptor(new AclToken(settings));
        String authorities = settings.get(ConsulKeys.CA_FILE);
        if (!authorities.isEmpty()) {
            PemTrust.of(Path.of(authorities)).applyTo(client);
        }
        this.threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), AgentClients::daemon);
        Dispatcher dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequests(Integer.MAX_VALUE);
        dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
        this.atOnce = client.dispatcher(dispatcher)
                .readTimeout(answer)
                .writeTimeout(answer)
                .callTimeout(connect.plus(answer))
                .build();
        this.waiting = atOnce.newBuilder()
                .readTimeout(longestWait.plus(answer))
                .callTimeout(connect.plus(longestWait).plus(answer))
                .build();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "mesh-client-consul");
        thread.setDaemon(true);
        return thread;
    }

    OkHttpClient atOnce() {
        return atOnce;
    }

    OkHttpClient waiting() {
        return waiting;
    }

    @Override
    public void close() {
        atOnce.dispatcher().cancelAll();
        threads.shutdown();
        atOnce.connectionPool().evictAll();
    }
}

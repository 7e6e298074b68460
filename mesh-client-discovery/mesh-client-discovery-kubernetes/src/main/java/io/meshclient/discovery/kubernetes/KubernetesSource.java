package io.meshclient.discovery.kubernetes;

import io.meshclient.discovery.Listener;
import io.meshclient.discovery.Subscription;
import io.meshclient.discovery.WatchedDiscovery;
import io.meshclient.time.MeshRuntime;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The API server of one cluster. Each watched service has a daemon thread while its watch is read; none while it waits. */
final class KubernetesSource implements WatchedDiscovery.Source {

    private static final long IDLE_SECONDS = 5;
    private static final long END_MILLIS = 500;

    private final ExecutorService threads;
    private final ApiServer server;
    private final ServiceWatch.Shared shared;
    private final Runnable afterwards;

    /**
     * Asks nobody yet.
     *
     * @param options what to do
     * @param access how the server is reached
     * @param runtime time, timers and randomness
     * @param afterwards run when everything else has ended
     */
    KubernetesSource(Options options, Access.Source access, MeshRuntime runtime, Runnable afterwards) {
        threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "mesh-client-kubernetes");
                    thread.setDaemon(true);
                    return thread;
                });
        server = new ApiServer(access, options.timeout(), runtime, threads);
        SliceApi api = new SliceApi(server, options, runtime);
        shared = new ServiceWatch.Shared(api, options.addressFamily(), runtime, threads);
        this.afterwards = afterwards;
    }

    @Override
    public Subscription watch(String target, Listener heard) {
        return new ServiceWatch(Target.parse(target), shared, heard).start();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            threads.awaitTermination(END_MILLIS, TimeUnit.MILLISECONDS); // then their connections are idle, and go
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.close();
        afterwards.run();
    }
}

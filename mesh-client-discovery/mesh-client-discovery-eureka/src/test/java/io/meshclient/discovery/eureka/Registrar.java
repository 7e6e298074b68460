package io.meshclient.discovery.eureka;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Keeps instances of orders registered, as they do themselves: by heartbeats, and once more if those are not known. */
public final class Registrar implements AutoCloseable {

    private static final String APP = "ORDERS";
    private static final String HOST = "127.0.0.1";

    private final EurekaRest rest;
    private final Set<Integer> ports = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "heartbeats");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean silent;

    /** Of a registry that is up. */
    public Registrar(EurekaRest rest) {
        this.rest = rest;
        clock.scheduleWithFixedDelay(this::beat, 1, 1, TimeUnit.SECONDS);
    }

    public void add(int port) throws IOException {
        rest.register(APP, HOST, port);
        ports.add(port);
    }

    void drain(int port) throws IOException {
        rest.status(APP, HOST, port, "OUT_OF_SERVICE");
    }

    public void remove(int port) throws IOException {
        ports.remove(port);
        rest.cancel(APP, HOST, port);
    }

    /** No heartbeats for a while: a restarted registry stays empty. */
    void silent(boolean value) {
        silent = value;
    }

    private void beat() {
        for (int port : ports) {
            try {
                if (!silent && !rest.heartbeat(APP, HOST, port) && ports.contains(port)) {
                    rest.register(APP, HOST, port);
                }
            } catch (IOException e) {
                // The registry is away; the next beat will tell.
            }
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}

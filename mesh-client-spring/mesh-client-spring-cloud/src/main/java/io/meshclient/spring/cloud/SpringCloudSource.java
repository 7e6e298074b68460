package io.meshclient.spring.cloud;

import io.meshclient.discovery.Listener;
import io.meshclient.discovery.Subscription;
import io.meshclient.discovery.WatchedDiscovery;
import io.meshclient.time.MeshRuntime;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks the application's registry, on a few daemon threads of its own that are there while there is something to ask. */
final class SpringCloudSource implements WatchedDiscovery.Source {

    /** A registry that answers in 50 ms is asked for 80 services in a second; one that hangs holds no more threads. */
    private static final int THREADS = 4;

    private final Polling polling;
    private final RegistryPulse pulse;
    private final MeshRuntime runtime;
    private final Set<TargetWatch> watches = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor threads;

    SpringCloudSource(Polling polling, RegistryPulse pulse, MeshRuntime runtime) {
        this.polling = polling;
        this.pulse = pulse;
        this.runtime = runtime;
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> {
                    Thread thread = new Thread(task, "mesh-client-spring-cloud-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy()); // only after close(), when nobody waits for an answer
        threads.allowCoreThreadTimeOut(true);
        pulse.add(this);
    }

    @Override
    public Subscription watch(String target, Listener heard) {
        TargetWatch watch = new TargetWatch(target, polling, threads, runtime, heard);
        watches.add(watch);
        if (pulse.isRunning()) {
            watch.wake(); // else wake() will; if it just did, this does nothing
        }
        return () -> {
            watches.remove(watch);
            watch.close();
        };
    }

    void wake() {
        watches.forEach(TargetWatch::wake);
    }

    void sleep() {
        watches.forEach(TargetWatch::sleep);
    }

    void beat() {
        watches.forEach(TargetWatch::beat);
    }

    @Override
    public void close() {
        pulse.remove(this);
        threads.shutdownNow(); // what still hangs there is interrupted, and nobody waits for it
    }
}

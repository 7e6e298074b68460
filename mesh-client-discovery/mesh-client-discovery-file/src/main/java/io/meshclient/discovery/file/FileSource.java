package io.meshclient.discovery.file;

import io.meshclient.discovery.Listener;
import io.meshclient.discovery.Subscription;
import io.meshclient.discovery.WatchedDiscovery;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Looks at the files of all targets on one daemon thread. Not on the mesh's timers: a file system may hang, and a call's
 * deadline must not wait for it.
 */
final class FileSource implements WatchedDiscovery.Source {

    private static final long IDLE_SECONDS = 5;

    private final String path;
    private final Duration interval;
    private final int maxBytes;
    private final ScheduledThreadPoolExecutor looks;

    FileSource(String path, Duration interval, int maxBytes) {
        this.path = path;
        this.interval = interval;
        this.maxBytes = maxBytes;
        looks = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "mesh-client-files");
            thread.setDaemon(true);
            return thread;
        });
        looks.setRemoveOnCancelPolicy(true);
        looks.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        looks.allowCoreThreadTimeOut(true);
    }

    @Override
    public Subscription watch(String target, Listener heard) {
        WatchedFile file = new WatchedFile(FileDiscovery.fileOf(path, target), target, maxBytes, heard);
        Future<?> repeated = looks.scheduleWithFixedDelay(file::look, 0, interval.toNanos(), TimeUnit.NANOSECONDS);
        return () -> repeated.cancel(false);
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}

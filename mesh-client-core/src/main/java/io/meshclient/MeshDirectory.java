package io.meshclient;

import io.meshclient.cluster.Cluster;
import io.meshclient.observe.MeshObserver;
import io.meshclient.okhttp.Directory;
import io.meshclient.okhttp.Substitute;
import io.meshclient.outcome.RefusalReason;
import io.meshclient.time.MeshRuntime;
import java.util.Map;
import java.util.concurrent.Executor;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** What calls ask of their mesh. */
final class MeshDirectory implements Directory {

    private final MeshRuntime runtime;
    private final MeshObserver observer;
    private final Services services;
    private final LastCalls lastCalls;
    private final Map<String, Fallback> fallbacks;
    private final AttemptThreads threads;
    private final Dispatcher dispatcher;

    MeshDirectory(Mesh.Parts parts, Map<String, Fallback> fallbacks) {
        this.runtime = parts.runtime();
        this.observer = parts.observer();
        this.services = parts.services();
        this.lastCalls = parts.lastCalls();
        this.threads = parts.threads();
        this.dispatcher = threads.dispatcher();
        this.fallbacks = fallbacks;
    }

    @Override
    public @Nullable Cluster find(String host) {
        return services.find(host);
    }

    @Override
    public boolean enabled() {
        return services.config().enabled();
    }

    @Override
    public @Nullable RefusalReason refusal(String host) {
        if (services.makes(host)) {
            return RefusalReason.TOO_MANY_SERVICES;
        }
        return services.config().strict() ? RefusalReason.UNKNOWN_SERVICE : null;
    }

    @Override
    public boolean closed() {
        return services.isShut();
    }

    @Override
    public void callReturned() {
        if (closed()) {
            lastCalls.returned();
        }
    }

    @Override
    public MeshRuntime runtime() {
        return runtime;
    }

    @Override
    public MeshObserver observer() {
        return observer;
    }

    @Override
    public void configureAttempts(OkHttpClient.Builder attempts) {
        attempts.dispatcher(dispatcher);
    }

    @Override
    public Executor attemptThreads() {
        return threads;
    }

    @Override
    public @Nullable Substitute fallback(String service) {
        Fallback fallback = fallbacks.get(service);
        return fallback == null ? null : fallback::answer;
    }
}

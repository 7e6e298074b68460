package io.meshclient;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.meshclient.policy.OnDemandPolicy;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.time.MeshRuntime;
import io.meshclient.time.Timers.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Services that a call to their host makes, bounded in number and let go when idle. Finding one that is there takes no lock
 * of ours; making one, and changing the policy, are done one after another.
 */
final class OnDemand implements AutoCloseable {

    private static final Timer NONE = () -> {};

    private final MeshRuntime runtime;
    private final Function<ServiceConfig, Service> maker;
    private final Consumer<Service> leaving;
    private final ReentrantLock making = new ReentrantLock();
    private final AtomicReference<Timer> sweep = new AtomicReference<>(NONE);
    private volatile Kept kept;

    /** The services of one policy; when it says otherwise for how long they are kept, they move to a new cache. */
    private record Kept(OnDemandPolicy policy, Cache<String, Service> services) {}

    OnDemand(
            MeshRuntime runtime,
            OnDemandPolicy policy,
            Function<ServiceConfig, Service> maker,
            Consumer<Service> leaving) {
        this.runtime = runtime;
        this.maker = maker;
        this.leaving = leaving;
        this.kept = new Kept(policy, cache(policy.idle()));
    }

    /** On the threads of those who call, and the sweep's: it has none of its own. */
    private Cache<String, Service> cache(Duration idle) {
        return Caffeine.newBuilder()
                .expireAfterAccess(idle)
                .ticker(runtime.ticker()::nanos)
                .executor(Runnable::run)
                .<String, Service>evictionListener((host, service, cause) -> {
                    if (service != null) {
                        leaving.accept(service);
                    }
                })
                .build();
    }

    /** Null if the host makes none, or if there are as many as there may be. */
    @Nullable
    Service find(String host) {
        Kept now = kept;
        if (!now.policy.covers(host)) {
            return null;
        }
        Service found = now.services.getIfPresent(host);
        return found != null ? found : make(host);
    }

    /** Whether a host makes a service, whether or not there is room for it. */
    boolean covers(String host) {
        return kept.policy.covers(host);
    }

    private @Nullable Service make(String host) {
        making.lock();
        try {
            Kept now = kept;
            Service found = now.services.getIfPresent(host);
            if (found != null || !now.policy.covers(host)) {
                return found;
            }
            now.services.cleanUp(); // who is idle makes room
            if (now.services.estimatedSize() >= now.policy.maxServices()) {
                return null;
            }
            Service made = maker.apply(now.policy.service(host));
            now.services.put(host, made);
            scheduleSweep(now);
            return made;
        } finally {
            making.unlock();
        }
    }

    /** Nobody may call again, and still the idle have to go. */
    private void scheduleSweep(Kept now) {
        Timer next = runtime.timers().schedule(now.policy.idle().toNanos(), this::sweepNow);
        sweep.getAndSet(next).cancel();
    }

    private void sweepNow() {
        making.lock();
        try {
            Kept now = kept;
            now.services.cleanUp();
            if (now.services.estimatedSize() > 0) {
                scheduleSweep(now);
            }
        } finally {
            making.unlock();
        }
    }

    /** Takes a new policy over: services that it still covers are kept, the others are let go. */
    void update(OnDemandPolicy policy, Function<String, Boolean> configured) {
        making.lock();
        try {
            Kept old = kept;
            Kept next = new Kept(policy, policy.idle().equals(old.policy.idle()) ? old.services : cache(policy.idle()));
            old.services.asMap().forEach((host, service) -> {
                if (policy.covers(host) && !configured.apply(host)) {
                    service.reconfigure(policy.service(host));
                    next.services.put(host, service);
                } else {
                    old.services.invalidate(host);
                    leaving.accept(service);
                }
            });
            kept = next;
            if (next.services.estimatedSize() > 0) {
                scheduleSweep(next);
            }
        } finally {
            making.unlock();
        }
    }

    Collection<Service> services() {
        return List.copyOf(kept.services.asMap().values());
    }

    @Override
    public void close() {
        making.lock();
        try {
            sweep.getAndSet(NONE).cancel();
            Kept old = kept;
            old.services.asMap().values().forEach(leaving);
            old.services.invalidateAll();
        } finally {
            making.unlock();
        }
    }
}

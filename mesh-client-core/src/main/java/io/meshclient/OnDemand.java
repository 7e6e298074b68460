package io.meshclient;

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
import java.util.function.Predicate;
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

    /**
     * The services of one policy; when it says otherwise for how long they are kept, they move to a new cache.
     *
     * @param services null if the policy is off: an application that has no such services need not have Caffeine
     */
    private record Kept(OnDemandPolicy policy, @Nullable IdleServices services) {}

    OnDemand(
            MeshRuntime runtime,
            OnDemandPolicy policy,
            Function<ServiceConfig, Service> maker,
            Consumer<Service> leaving) {
        this.runtime = runtime;
        this.maker = maker;
        this.leaving = leaving;
        this.kept = new Kept(policy, cache(policy));
    }

    private @Nullable IdleServices cache(OnDemandPolicy policy) {
        return policy.isOn() ? new IdleServices(policy.idle(), runtime.ticker(), leaving) : null;
    }

    /** Null if the host makes none, or if there are as many as there may be. */
    @Nullable
    Service find(String host) {
        Kept now = kept;
        if (now.services == null || !now.policy.covers(host)) {
            return null;
        }
        Service found = now.services.find(host);
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
            IdleServices services = now.services;
            if (services == null || !now.policy.covers(host)) {
                return null;
            }
            Service found = services.find(host);
            if (found != null) {
                return found;
            }
            if (services.sweep() >= now.policy.maxServices()) { // who is idle makes room
                return null;
            }
            Service made = maker.apply(now.policy.service(host));
            services.put(host, made);
            scheduleSweep(now.policy.idle());
            return made;
        } finally {
            making.unlock();
        }
    }

    /** Nobody may call again, and still the idle have to go. */
    private void scheduleSweep(Duration idle) {
        Timer next = runtime.timers().schedule(idle.toNanos(), this::sweepNow);
        sweep.getAndSet(next).cancel();
    }

    private void sweepNow() {
        making.lock();
        try {
            Kept now = kept;
            if (now.services != null && now.services.sweep() > 0) {
                scheduleSweep(now.policy.idle());
            }
        } finally {
            making.unlock();
        }
    }

    /** Takes a new policy over: services that it still covers are kept, the others are let go. */
    void update(OnDemandPolicy policy, Predicate<String> configured) {
        making.lock();
        try {
            Kept old = kept;
            boolean same = policy.isOn() && old.policy.isOn() && policy.idle().equals(old.policy.idle());
            IdleServices next = same ? old.services : cache(policy);
            if (old.services != null) {
                old.services.all().forEach((host, service) -> {
                    if (next != null && policy.covers(host) && !configured.test(host)) {
                        service.reconfigure(policy.service(host));
                        next.put(host, service);
                    } else {
                        old.services.forget(host);
                        leaving.accept(service);
                    }
                });
            }
            kept = new Kept(policy, next);
            if (next != null && !next.all().isEmpty()) {
                scheduleSweep(policy.idle());
            }
        } finally {
            making.unlock();
        }
    }

    Collection<Service> services() {
        IdleServices services = kept.services;
        return services == null ? List.of() : List.copyOf(services.all().values());
    }

    @Override
    public void close() {
        making.lock();
        try {
            sweep.getAndSet(NONE).cancel();
            Collection<Service> all = services();
            kept = new Kept(kept.policy, null);
            all.forEach(leaving);
        } finally {
            making.unlock();
        }
    }
}

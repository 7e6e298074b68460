package io.meshclient;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.meshclient.time.Ticker;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Services by host, each kept until nobody has asked for it for a while. Works on the threads of those who use it. */
final class IdleServices {

    private final Cache<String, Service> services;

    IdleServices(Duration idle, Ticker ticker, Consumer<Service> leaving) {
        services = Caffeine.newBuilder()
                .expireAfterAccess(idle)
                .ticker(ticker::nanos)
                .executor(Runnable::run)
                .<String, Service>evictionListener((host, service, cause) -> {
                    if (service != null) {
                        leaving.accept(service);
                    }
                })
                .build();
    }

    @Nullable
    Service find(String host) {
        return services.getIfPresent(host);
    }

    void put(String host, Service service) {
        services.put(host, service);
    }

    /** Without a word to who hears of those that leave. */
    void forget(String host) {
        services.invalidate(host);
    }

    /** Lets the idle ones go, and tells how many are left. */
    long sweep() {
        services.cleanUp();
        return services.estimatedSize();
    }

    Map<String, Service> all() {
        return services.asMap();
    }
}

package io.meshclient.micrometer;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.observe.AttemptObserver;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The attempt timers of a service: one set for all its endpoints or, when the tag is asked for, one for each. */
final class AttemptMeters {

    private final MeterRegistry registry;
    private final Tags tags;
    private final @Nullable AttemptTimers all;
    private final Map<String, AttemptTimers> byEndpoint = new ConcurrentHashMap<>();
    private volatile boolean closed;

    AttemptMeters(MeterRegistry registry, Tags tags, boolean endpointTag) {
        this.registry = registry;
        this.tags = tags;
        this.all = endpointTag ? null : new AttemptTimers(registry, tags);
    }

    /** Who times an attempt; an endpoint that is not {@code known} shares one set, so that nothing piles up. */
    AttemptObserver of(Endpoint endpoint, Predicate<String> known) {
        if (all != null) {
            return all;
        }
        String key = endpoint.key();
        AttemptTimers timers = byEndpoint.get(key);
        if (timers != null) {
            return timers;
        }
        if (closed) {
            return AttemptObserver.NONE;
        }
        return byEndpoint.computeIfAbsent(known.test(key) ? key : Words.NONE, this::timers);
    }

    private AttemptTimers timers(String endpoint) {
        return new AttemptTimers(registry, tags.and(MeterNames.ENDPOINT, endpoint));
    }

    void forgetUnless(Predicate<String> known) {
        byEndpoint.keySet().forEach(key -> {
            if (!key.equals(Words.NONE) && !known.test(key)) {
                byEndpoint.computeIfPresent(key, (gone, timers) -> closed(timers));
            }
        });
    }

    private static @Nullable AttemptTimers closed(AttemptTimers timers) {
        timers.close();
        return null;
    }

    void close() {
        closed = true;
        if (all != null) {
            all.close();
        }
        byEndpoint.values().forEach(AttemptTimers::close);
    }
}

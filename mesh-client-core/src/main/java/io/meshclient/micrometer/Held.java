package io.meshclient.micrometer;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one name and one service, by the number of their tag values: each is registered when it is first used,
 * and from then on found by one array read, without a hash and without an object.
 */
final class Held<M extends Meter> {

    private final AtomicReferenceArray<@Nullable M> meters;
    private final MeterRegistry registry;
    private final IntFunction<M> register;
    private boolean closed;

    Held(int size, MeterRegistry registry, IntFunction<M> register) {
        this.meters = new AtomicReferenceArray<>(size);
        this.registry = registry;
        this.register = register;
    }

    /** The meter, or null if it was never used and the service is gone: a late call must not bring it back. */
    @Nullable
    M get(int index) {
        M meter = meters.get(index);
        return meter != null ? meter : registered(index);
    }

    private synchronized @Nullable M registered(int index) {
        M meter = meters.get(index);
        if (meter == null && !closed) {
            meter = register.apply(index);
            meters.set(index, meter);
        }
        return meter;
    }

    synchronized void close() {
        closed = true;
        for (int i = 0; i < meters.length(); i++) {
            M meter = meters.get(i);
            if (meter != null) {
                registry.remove(meter);
            }
        }
    }
}

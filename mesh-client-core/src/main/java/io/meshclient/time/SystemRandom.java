package io.meshclient.time;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** The calling thread's own generator: no contention. */
enum SystemRandom implements RandomSource {
    INSTANCE;

    @Override
    public long nextLong() {
        return ThreadLocalRandom.current().nextLong();
    }

    @Override
    public UUID nextUuid() {
        return UUID.randomUUID();
    }
}

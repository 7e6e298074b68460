package io.meshclient.okhttp.fault;

import io.meshclient.policy.HedgeBuilder;
import io.meshclient.policy.ServiceConfig;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Servers of which whoever is asked first is late, and a service that hedges. */
final class Late {

    /** Long enough for the first attempt to be at its server, short enough for a test. */
    static final Duration DELAY = Duration.ofMillis(200);

    private final AtomicInteger asked = new AtomicInteger();

    /** One answer for the first request of all servers that share this, another for all further ones. */
    WireServer.Answer first(WireServer.Answer first, WireServer.Answer further) {
        return (connection, out) -> (asked.getAndIncrement() == 0 ? first : further).to(connection, out);
    }

    /** The same for HTTP/2. */
    FrameServer.Answer firstOf(FrameServer.Answer first, FrameServer.Answer further) {
        return request -> (asked.getAndIncrement() == 0 ? first : further).to(request);
    }

    /** The next request is the first again. */
    void again() {
        asked.set(0);
    }

    /** Hedges after {@link #DELAY}, as often as one likes. */
    static Consumer<ServiceConfig.Builder> hedged() {
        return hedged(hedge -> hedge.delay(DELAY));
    }

    static Consumer<ServiceConfig.Builder> hedged(Consumer<HedgeBuilder> edit) {
        return orders -> orders.hedge(hedge -> edit.accept(hedge.enabled(true).budgetReserve(100)));
    }
}

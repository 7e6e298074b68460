package io.meshclient.benchmarks.faults.trouble;

import io.meshclient.benchmarks.faults.server.Http1;
import io.meshclient.time.MeshRuntime;
import io.meshclient.time.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicInteger;

/** The machine's clock, but that the date is wrong by a day, and right again, in turns of 20 ms. */
final class SteppingClock implements Ticker {

    private static final long TURN_NANOS = Duration.ofMillis(20).toNanos();
    private static final long STEP_MILLIS = Duration.ofDays(1).toMillis();
    private static final Duration LATER = Duration.ofHours(1);

    private final AtomicInteger asked = new AtomicInteger();

    MeshRuntime runtime() {
        MeshRuntime system = MeshRuntime.system();
        return new MeshRuntime(this, system.timers(), system.random());
    }

    /** A 503 that names a date an hour ahead: by this clock it is long over, or far away. */
    static byte[] later() {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plus(LATER).atOffset(ZoneOffset.UTC));
        return Http1.ascii(
                "HTTP/1.1 503 Service Unavailable\r\nRetry-After: " + date + "\r\nContent-Length: 0\r\n\r\n");
    }

    /** How often the date was read. */
    int asked() {
        return asked.get();
    }

    @Override
    public long nanos() {
        return Ticker.system().nanos();
    }

    @Override
    public long epochMillis() {
        asked.incrementAndGet();
        boolean wrong = nanos() / TURN_NANOS % 2 == 0;
        return Ticker.system().epochMillis() + (wrong ? STEP_MILLIS : 0);
    }
}

package io.meshclient.observe;

import io.meshclient.time.MeshRuntime;
import io.meshclient.time.Timers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Writes at most one line in 10 s. The first is written at once; of those that follow within 10 s the last is written at
 * their end, with the number of the others.
 */
final class LineLimit {

    static final long WINDOW_NANOS = 10_000_000_000L;

    private static final Logger LOG = LoggerFactory.getLogger(LoggingObserver.class);

    private final MeshRuntime runtime;
    private final Level level;
    private boolean written;
    private long writtenAt;
    private int held;
    private @Nullable String last;
    private Timers.@Nullable Timer due;

    LineLimit(MeshRuntime runtime, Level level) {
        this.runtime = runtime;
        this.level = level;
    }

    void line(String text) {
        String line = admit(text);
        if (line != null) {
            write(line);
        }
    }

    private synchronized @Nullable String admit(String text) {
        long now = runtime.ticker().nanos();
        last = text;
        held++;
        if (!written || now - writtenAt >= WINDOW_NANOS) {
            return take(now); // also when the timer is late, or its runtime is closed
        }
        if (due == null) {
            due = runtime.timers().schedule(WINDOW_NANOS - (now - writtenAt), this::writeHeld);
        }
        return null;
    }

    private void writeHeld() {
        String line;
        synchronized (this) {
            line = take(runtime.ticker().nanos());
        }
        if (line != null) {
            write(line);
        }
    }

    private @Nullable String take(long now) {
        String text = last;
        if (text == null) {
            return null;
        }
        String line = held == 1 ? text : text + " (and " + (held - 1) + " more such changes within 10 s)";
        close();
        written = true;
        writtenAt = now;
        return line;
    }

    synchronized void close() {
        if (due != null) {
            due.cancel();
            due = null;
        }
        held = 0;
        last = null;
    }

    private void write(String line) {
        LOG.atLevel(level).log(line);
    }
}

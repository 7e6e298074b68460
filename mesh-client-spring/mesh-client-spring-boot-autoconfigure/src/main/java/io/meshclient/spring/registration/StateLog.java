package io.meshclient.spring.registration;

import io.meshclient.time.MeshRuntime;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One line for each change of state, of each kind at most one in 10 s; the last of those held back is written when they are
 * over, so that the log ends with what is true.
 */
final class StateLog {

    static final long WINDOW_NANOS = 10_000_000_000L;

    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);
    private static final int LONGEST = 500;

    /** What happened. */
    enum Change {
        REGISTERED(Level.INFO),
        STATE(Level.INFO),
        FAILING(Level.WARN),
        HEARD_AGAIN(Level.INFO),
        LOST(Level.WARN),
        LEFT(Level.INFO),
        NOT_LEFT(Level.WARN);

        private final Level level;

        Change(Level level) {
            this.level = level;
        }
    }

    private static final class Kind {
        long writtenAt;
        int held;
        String last = "";
    }

    private final String service;
    private final MeshRuntime runtime;
    private final Map<Change, Kind> kinds = new EnumMap<>(Change.class); // guarded by this

    StateLog(String service, MeshRuntime runtime) {
        this.service = service;
        this.runtime = runtime;
    }

    void line(Change change, String text) {
        if (admits(change, text)) {
            write(change, text);
        }
    }

    private synchronized boolean admits(Change change, String text) {
        long now = runtime.ticker().nanos();
        Kind kind = kinds.get(change);
        if (kind == null || kind.held == 0 && now - kind.writtenAt >= WINDOW_NANOS) {
            kinds.computeIfAbsent(change, none -> new Kind()).writtenAt = now;
            return true;
        }
        kind.last = text;
        if (kind.held++ == 0) {
            runtime.timers().schedule(WINDOW_NANOS - (now - kind.writtenAt), () -> writeHeld(change));
        }
        return false;
    }

    private void writeHeld(Change change) {
        String text;
        synchronized (this) {
            Kind kind = kinds.getOrDefault(change, new Kind());
            text = kind.held == 1
                    ? kind.last
                    : kind.last + " (and " + (kind.held - 1) + " more such changes within 10 s)";
            kind.held = 0;
            kind.writtenAt = runtime.ticker().nanos();
        }
        write(change, text);
    }

    private void write(Change change, String text) {
        LOG.atLevel(change.level).log("{}: registration: {}", service, oneLine(text));
    }

    /** Registries' words must not forge lines. */
    private static String oneLine(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}

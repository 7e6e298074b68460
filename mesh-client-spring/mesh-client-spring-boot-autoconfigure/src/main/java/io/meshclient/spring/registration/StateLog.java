package io.meshclient.spring.registration;

import io.meshclient.time.Ticker;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** One line for each change of state, of each kind at most one in 10 s; the next one says how many were held back. */
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
    }

    private final String service;
    private final Ticker ticker;
    private final Map<Change, Kind> kinds = new EnumMap<>(Change.class);

    StateLog(String service, Ticker ticker) {
        this.service = service;
        this.ticker = ticker;
    }

    void line(Change change, String text) {
        String more = admit(change);
        if (more != null) {
            LOG.atLevel(change.level).log("{}: registration: {}{}", service, oneLine(text), more);
        }
    }

    private synchronized @Nullable String admit(Change change) {
        long now = ticker.nanos();
        Kind kind = kinds.get(change);
        if (kind == null) {
            kinds.put(change, kind = new Kind());
        } else if (now - kind.writtenAt < WINDOW_NANOS) {
            kind.held++;
            return null;
        }
        String more = kind.held == 0 ? "" : " (" + kind.held + " such lines were held back before)";
        kind.writtenAt = now;
        kind.held = 0;
        return more;
    }

    /** Registries' words must not forge lines. */
    private static String oneLine(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}

package io.meshclient.spring.autoconfigure;

import io.meshclient.policy.Settings;
import io.meshclient.policy.TimeoutHeaders;
import io.meshclient.time.Deadline;
import io.meshclient.time.MeshRuntime;
import io.meshclient.time.Ticker;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/** The deadlines of the requests that this application serves, as they name them. Immutable. */
final class InboundDeadlines {

    /** Under which Reactor's context has the deadline, and snapshots of a thread's context too. */
    static final String CONTEXT_KEY = "io.meshclient.deadline";

    private final boolean enabled;
    private final Duration max;
    private final Ticker ticker;

    InboundDeadlines(boolean enabled, Duration max, Ticker ticker) {
        this.enabled = enabled;
        this.max = max;
        this.ticker = ticker;
    }

    static InboundDeadlines of(Environment environment, @Nullable MeshRuntime runtime) {
        Settings settings = Settings.of(
                InboundDeadlineKeys.ROWS,
                InboundDeadlineKeys.PREFIX,
                new PropertyReader(environment).read(new InboundDeadlineNames()));
        return new InboundDeadlines(
                settings.get(InboundDeadlineKeys.ENABLED),
                settings.get(InboundDeadlineKeys.MAX),
                runtime == null ? Ticker.system() : runtime.ticker());
    }

    boolean enabled() {
        return enabled;
    }

    /** Starts the time that a request names; null if it names none, or if nobody is to listen. */
    @Nullable
    Deadline named(Function<String, @Nullable String> headers) {
        Duration time = enabled ? TimeoutHeaders.read(headers) : null;
        if (time == null) {
            return null;
        }
        return Deadline.after(!max.isZero() && time.compareTo(max) > 0 ? max : time, ticker);
    }
}

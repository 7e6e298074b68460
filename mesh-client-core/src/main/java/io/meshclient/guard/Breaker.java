package io.meshclient.guard;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.Verdict;
import io.meshclient.time.Internal;
import io.meshclient.time.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Resilience4j's circuit breaker, around a whole service or, in {@link EndpointBreaker}, around one endpoint; driven by our
 * ticker: no thread and no clock of its own. Safe for use by many threads.
 */
@Internal
public final class Breaker {

    private static final RuntimeException FAILURE = new Failure();

    private final CircuitBreaker breaker;

    /**
     * Numbers of a breaker. Immutable.
     *
     * @param failureRate percentage at which it opens
     * @param slow see {@link Slow}
     * @param window see {@link Window}
     * @param openTime how long it stays open
     * @param halfOpenCalls calls let through afterwards
     */
    public record Limits(double failureRate, Slow slow, Window window, Duration openTime, int halfOpenCalls) {}

    /**
     * What a breaker looks back on.
     *
     * @param timed whether the size is in seconds, and not in outcomes
     * @param size of the window
     * @param minimumCalls outcomes needed before it may open
     */
    public record Window(boolean timed, int size, int minimumCalls) {}

    /**
     * Which outcomes are slow.
     *
     * @param rate percentage of slow ones at which a breaker opens
     * @param duration what takes longer is slow
     */
    public record Slow(double rate, Duration duration) {}

    /**
     * A closed breaker.
     *
     * @param name for messages
     * @param limits see {@link Limits}
     * @param ticker the only source of time
     * @param onState hears each new state's name
     */
    public Breaker(String name, Limits limits, Ticker ticker, Consumer<String> onState) {
        Window window = limits.window();
        CircuitBreakerConfig config = CircuitBreakerConfig.custom()
                .failureRateThreshold((float) limits.failureRate())
                .slowCallRateThreshold((float) limits.slow().rate())
                .slowCallDurationThreshold(limits.slow().duration())
                // Not slidingWindow(…): 2.4.0 and 2.3.0, which Spring Cloud brings, have it with different parameters.
                .slidingWindowType(window.timed() ? SlidingWindowType.TIME_BASED : SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(window.size())
                .minimumNumberOfCalls(
                        window.timed() ? window.minimumCalls() : Math.min(window.minimumCalls(), window.size()))
                .waitDurationInOpenState(limits.openTime())
                .permittedNumberOfCallsInHalfOpenState(limits.halfOpenCalls())
                .automaticTransitionFromOpenToHalfOpenEnabled(false) // that would start a thread
                .currentTimestampFunction(clock -> ticker.nanos(), TimeUnit.NANOSECONDS)
                .clock(new TickerClock(ticker))
                .writableStackTraceEnabled(false)
                .build();
        breaker = CircuitBreaker.of(name, config);
        breaker.getEventPublisher()
                .onStateTransition(event ->
                        onState.accept(event.getStateTransition().getToState().name()));
    }

    /**
     * Asks for one attempt; a yes must be followed by {@link #learn}, {@link #record} or {@link #release}.
     *
     * @return whether it may be made
     */
    public boolean tryAcquire() {
        return breaker.tryAcquirePermission();
    }

    /**
     * An attempt ended.
     *
     * @param failed whether it counts as a failure
     * @param latencyNanos what it took
     */
    public void record(boolean failed, long latencyNanos) {
        if (failed) {
            breaker.onError(latencyNanos, TimeUnit.NANOSECONDS, FAILURE);
        } else {
            breaker.onSuccess(latencyNanos, TimeUnit.NANOSECONDS);
        }
    }

    /**
     * Learns from an attempt that was let through; what says nothing gives its place back.
     *
     * @param outcome what became of it
     * @param verdict what that means
     */
    public void learn(Outcome outcome, Verdict verdict) {
        if (verdict == Verdict.IGNORED || outcome.kind() == OutcomeKind.LOCAL_ERROR) {
            release();
        } else {
            record(outcome.blamesEndpoint(), outcome.latencyNanos());
        }
    }

    /** An attempt was not made after all, or says nothing. */
    public void release() {
        breaker.releasePermission();
    }

    /**
     * The state's name.
     *
     * @return {@code CLOSED}, {@code OPEN} or {@code HALF_OPEN}
     */
    public String state() {
        return breaker.getState().name();
    }

    /** Stands for every failure: the breaker counts them and asks no further. */
    private static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failure() {
            super("attempt failed", null, false, false);
        }
    }

    /** Monotonic time in a clock's clothes: the open state waits by it, and steps of the wall clock must not matter. */
    private static final class TickerClock extends Clock {
        private final Ticker ticker;
        private final long origin;

        TickerClock(Ticker ticker) {
            this.ticker = ticker;
            this.origin = ticker.nanos();
        }

        @Override
        public Instant instant() {
            return Instant.EPOCH.plusNanos(ticker.nanos() - origin);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}

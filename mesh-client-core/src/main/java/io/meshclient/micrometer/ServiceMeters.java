package io.meshclient.micrometer;

import io.meshclient.observe.AttemptObserver;
import io.meshclient.observe.AttemptStarted;
import io.meshclient.observe.CallEnded;
import io.meshclient.observe.CallObserver;
import io.meshclient.observe.EndpointEvent;
import io.meshclient.observe.FallbackEvent;
import io.meshclient.observe.ServiceStats;
import io.meshclient.outcome.AttemptReport;
import io.meshclient.outcome.RefusalReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** All meters of one service. Keeps nothing of a single call, so one object hears them all. */
final class ServiceMeters implements CallObserver {

    private final Held<Timer> calls;
    private final Held<Counter> retries;
    private final Held<Counter> hedges;
    private final Held<Counter> refusals;
    private final Held<Counter> fallbacks;
    private final Held<Counter> ejections;
    private final AttemptMeters attempts;
    private final ServiceGauges gauges;

    ServiceMeters(MeterRegistry registry, String service, boolean endpointTag) {
        Tags tags = Tags.of(MeterNames.SERVICE, service);
        calls = new Held<>(
                Words.CALL_SERIES,
                registry,
                index -> Timer.builder(MeterNames.CALLS)
                        .description("Calls, from their start to the response's headers or the failure")
                        .tags(tags.and(
                                MeterNames.OUTCOME,
                                Words.callOutcome(index),
                                MeterNames.REASON,
                                Words.callReason(index)))
                        .register(registry));
        retries = new Held<>(
                Words.ATTEMPT_OUTCOMES,
                registry,
                index -> Counter.builder(MeterNames.RETRIES)
                        .description("Attempts beyond the first of a call, by the outcome of the attempt before")
                        .tags(tags.and(MeterNames.REASON, Words.attemptOutcome(index)))
                        .register(registry));
        hedges = new Held<>(
                Words.ATTEMPT_OUTCOMES,
                registry,
                index -> Counter.builder(MeterNames.HEDGES)
                        .description("Attempts that were sent beside one whose answer was late")
                        .tags(tags.and(MeterNames.OUTCOME, Words.attemptOutcome(index)))
                        .register(registry));
        refusals = new Held<>(
                Words.REFUSAL_SERIES,
                registry,
                index -> Counter.builder(MeterNames.REFUSALS)
                        .description("Calls that the mesh itself refused, at once or after an attempt")
                        .tags(tags.and(MeterNames.REASON, Words.refusal(index)))
                        .register(registry));
        fallbacks = new Held<>(
                2,
                registry,
                index -> Counter.builder(MeterNames.FALLBACKS)
                        .description("Failed calls in whose place the service's fallback answered, or threw")
                        .tags(tags.and(MeterNames.OUTCOME, Words.fallback(index)))
                        .register(registry));
        ejections = new Held<>(
                Words.EJECTION_SERIES,
                registry,
                index -> Counter.builder(MeterNames.EJECTIONS)
                        .description("Endpoints that a rule found: taken out of the rotation, or spared")
                        .tags(tags.and(
                                MeterNames.STATE,
                                Words.ejection(index),
                                MeterNames.REASON,
                                Words.ejectionReason(index)))
                        .register(registry));
        attempts = new AttemptMeters(registry, tags, endpointTag);
        gauges = new ServiceGauges(registry, tags);
    }

    /** A mesh has the service now. The rare counters exist from the start, else their first increase could not be seen. */
    void joined(@Nullable ServiceStats stats) {
        for (int index = 0; index < Words.EJECTION_SERIES; index++) {
            ejections.get(index);
        }
        gauges.join(stats);
    }

    /** A mesh has the service no longer: null, and no meters, if it was the last one. */
    @Nullable
    ServiceMeters left(@Nullable ServiceStats stats) {
        if (!gauges.leave(stats)) {
            return this;
        }
        calls.close();
        retries.close();
        hedges.close();
        refusals.close();
        fallbacks.close();
        ejections.close();
        attempts.close();
        return null;
    }

    @Override
    public AttemptObserver attemptStarted(AttemptStarted event) {
        return attempts.of(event.endpoint(), gauges);
    }

    @Override
    public void callEnded(CallEnded event) {
        Timer timer = calls.get(Words.call(event));
        if (timer != null) {
            timer.record(event.report().elapsedNanos(), TimeUnit.NANOSECONDS);
        }
        List<AttemptReport> story = event.report().attempts();
        for (int i = 1; i < story.size(); i++) {
            AttemptReport further = story.get(i);
            if (further.hedge()) {
                increment(hedges, Words.attempt(further.outcome()));
            } else {
                increment(retries, Words.attempt(before(story, i).outcome()));
            }
        }
        RefusalReason refusal = event.report().refusal();
        if (refusal != null) {
            increment(refusals, refusal.ordinal());
        }
    }

    /** Whose failure a retry followed: the last to end before it began, where attempts ran beside each other. */
    private static AttemptReport before(List<AttemptReport> story, int retry) {
        AttemptReport failed = null;
        for (AttemptReport earlier : story.subList(0, retry)) {
            boolean over = end(earlier) <= story.get(retry).startNanos();
            if (over && (failed == null || end(earlier) >= end(failed))) {
                failed = earlier;
            }
        }
        return failed == null ? story.get(retry - 1) : failed;
    }

    private static long end(AttemptReport attempt) {
        return attempt.startNanos() + attempt.outcome().latencyNanos();
    }

    void fellBack(FallbackEvent event) {
        increment(fallbacks, event.answered() ? 0 : 1);
    }

    void endpointChanged(EndpointEvent event) {
        int ejection = Words.ejection(event);
        if (ejection >= 0) {
            increment(ejections, ejection);
        }
    }

    void forgetGoneEndpoints() {
        attempts.forgetUnless(gauges);
    }

    private static void increment(Held<Counter> counters, int index) {
        Counter counter = counters.get(index);
        if (counter != null) {
            counter.increment();
        }
    }
}

package io.meshclient.micrometer;

import io.meshclient.observe.AttemptObserver;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.Verdict;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** Times attempts, of a service or of one endpoint of it; keeps nothing of a single attempt, so one serves them all. */
final class AttemptTimers implements AttemptObserver {

    private final Held<Timer> timers;

    AttemptTimers(MeterRegistry registry, Tags tags) {
        timers = new Held<>(
                Words.ATTEMPT_OUTCOMES,
                registry,
                index -> Timer.builder(MeterNames.ATTEMPTS)
                        .description("Attempts, from admission to the response's headers or the failure")
                        .tags(tags.and(MeterNames.OUTCOME, Words.attemptOutcome(index)))
                        .register(registry));
    }

    @Override
    public void attemptEnded(Outcome outcome, Verdict verdict) {
        Timer timer = timers.get(Words.attempt(outcome));
        if (timer != null) {
            timer.record(outcome.latencyNanos(), TimeUnit.NANOSECONDS);
        }
    }

    void close() {
        timers.close();
    }
}

package io.meshclient.guard;

import io.meshclient.outcome.EjectionReason;
import io.meshclient.outcome.Outcome;
import io.meshclient.time.Internal;
import io.meshclient.time.RandomSource;
import java.util.List;

/**
 * What outlier detection remembers of one endpoint. Records only count, and say which rules an endpoint has broken; whether it
 * is ejected for that, is decided for the whole cluster. Not safe by itself: the endpoint's state guards it.
 */
@Internal
public sealed interface OutlierRecord permits EnvoyRecord, LinkerdRecord {

    /**
     * Counts an attempt.
     *
     * @param by its admission
     * @param outcome how it ended
     * @param now the time
     * @return the rules that it was one too much for; most often none
     */
    List<EjectionReason> count(Admission by, Outcome outcome, long now);

    /**
     * An attempt that counted as a success failed in its body.
     *
     * @param by its admission
     * @param now the time
     * @return the rules that it was one too much for
     */
    List<EjectionReason> bodyFailed(Admission by, long now);

    /**
     * Begins an ejection.
     *
     * @param now the time
     * @param random the source of jitter
     * @return its length in nanoseconds
     */
    long eject(long now, RandomSource random);

    /**
     * How much longer the last ejection lasts.
     *
     * @param now the time
     * @return in nanoseconds; 0 or less if its time is up
     */
    long left(long now);

    /**
     * Ends an ejection; what was counted before it counts no longer.
     *
     * @param now the time
     */
    void restored(long now);

    /**
     * Whether one real request decides, after the time of an ejection, if it is over.
     *
     * @return false if the time alone decides
     */
    boolean wantsProbe();

    /**
     * Whether an outcome fails such a request.
     *
     * @param outcome of the probe
     * @return true if it does
     */
    default boolean failsProbe(Outcome outcome) {
        return outcome.blamesEndpoint();
    }

    /**
     * The success rate that people are shown.
     *
     * @param now the time
     * @return 0 to 100; NaN if there were no calls
     */
    double successPercent(long now);

    /**
     * This record under changed rules; a new one if they are of another kind.
     *
     * @param rules the newest
     * @return this, most often
     */
    OutlierRecord under(OutlierRules rules);

    /**
     * What a rule that was broken says of the endpoint, for people.
     *
     * @param reason one that this record gave
     * @param now the time
     * @return such as {@code 5 failures in a row}
     */
    String describe(EjectionReason reason, long now);
}

package io.meshclient.guard;

import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.Verdict;
import io.meshclient.time.Internal;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint's yes to one attempt: taken all at once, and given back in two moments, <em>headers</em> and <em>end</em>,
 * each exactly once whoever calls and however often. Safe for use by many threads. It does not refer to the attempt, so it
 * can be ended after the attempt has become garbage.
 */
@Internal
public final class Admission implements AdmissionResult {

    private static final int HEADERS = 1;
    private static final int ENDED = 2;
    private static final int BODY_FAILED = 4;
    private static final Outcome UNKNOWN = Outcome.failure(OutcomeKind.CANCELED, 0, false, null);

    private final Ledger ledger;
    private final long startNanos;
    private final boolean probe;
    private final AtomicInteger done = new AtomicInteger();
    private volatile @Nullable Runnable whenEnded;
    private volatile boolean overtaken;

    // Links of the list of those who wait for headers; the list's owner guards them.
    @Nullable
    Admission previous;

    @Nullable
    Admission next;

    boolean waiting;

    /**
     * A new admission.
     *
     * @param ledger where it is given back
     * @param startNanos when it was given
     * @param probe whether it is the one probe of a held-off endpoint
     */
    public Admission(Ledger ledger, long startNanos, boolean probe) {
        this.ledger = ledger;
        this.startNanos = startNanos;
        this.probe = probe;
    }

    /**
     * When it was given.
     *
     * @return nanoseconds of the ticker
     */
    public long startNanos() {
        return startNanos;
    }

    /**
     * Whether it is the one probe of a held-off endpoint.
     *
     * @return true if so
     */
    public boolean isProbe() {
        return probe;
    }

    /** Its answer was late, and it is given up because another attempt was better: to be said before its first moment. */
    public void overtaken() {
        overtaken = true;
    }

    /**
     * Whether it was late and given up for another attempt of its call: its latency is then a lower bound.
     *
     * @return true if so
     */
    public boolean isOvertaken() {
        return overtaken;
    }

    /**
     * The first moment: headers came, or the attempt failed before them. Later calls do nothing.
     *
     * @param outcome what became of the attempt
     * @param verdict what that means
     * @param nowNanos the time
     */
    public void headers(Outcome outcome, Verdict verdict, long nowNanos) {
        if (first(HEADERS)) {
            if (outcome.blamesEndpoint()) {
                first(BODY_FAILED); // an attempt is one failure, however it goes on
            }
            ledger.headers(this, outcome, verdict, nowNanos);
        }
    }

    /**
     * The body of a response broke; corrects a success once. Does nothing after the end.
     *
     * @param nowNanos the time
     */
    public void bodyFailed(long nowNanos) {
        if ((done.get() & (HEADERS | ENDED)) == HEADERS && first(BODY_FAILED)) {
            ledger.bodyFailed(this, nowNanos);
        }
    }

    /**
     * The second moment: the attempt is over. Later calls do nothing. Without a first moment it taught nothing; it must
     * still not be waited for, nor keep the probe.
     */
    public void end() {
        headers(UNKNOWN, Verdict.IGNORED, startNanos);
        if (first(ENDED)) {
            ledger.ended();
            Runnable task = whenEnded;
            if (task != null) {
                task.run();
            }
        }
    }

    /**
     * Runs a task at the end, at once if that has been.
     *
     * @param task runs exactly once
     */
    public void whenEnded(Runnable task) {
        Runnable once = new Once(task);
        whenEnded = once;
        if ((done.get() & ENDED) != 0) {
            once.run();
        }
    }

    private boolean first(int moment) {
        int before = done.get();
        while ((before & moment) == 0) {
            if (done.compareAndSet(before, before | moment)) {
                return true;
            }
            before = done.get();
        }
        return false;
    }
}

package io.meshclient.guard;

import io.meshclient.time.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Whether one endpoint may be asked at this moment: its ejection, its hold-off, its limit and its breaker, as they stand. Pickers
 * ask without a lock; admissions, and whatever changes it, hold the owner's.
 */
@Internal
public abstract sealed class Access permits Standing {

    volatile boolean ejected;
    volatile @Nullable HoldOff holdOff; // most endpoints never need one
    volatile @Nullable AdaptiveLimit limit; // only where there are limits
    volatile @Nullable EndpointBreaker breaker; // only where each endpoint has one

    Access() {}

    /**
     * Whether outlier detection took it out.
     *
     * @return true until the ejection's time is up
     */
    public boolean isEjected() {
        return ejected;
    }

    /**
     * Whether a picker should pass it by, for now.
     *
     * @param now the time
     * @return true while it is held off or being probed, or its breaker is open
     */
    public boolean skips(long now) {
        HoldOff hold = holdOff;
        EndpointBreaker door = breaker;
        return hold != null && hold.skips(now) || door != null && door.skips(now);
    }

    /**
     * Whether its breaker is open.
     *
     * @return false if it has none
     */
    public boolean isBreakerOpen() {
        EndpointBreaker door = breaker;
        return door != null && door.isOpen();
    }

    /**
     * Whether pickers have anything to look for here; if not, they need not come.
     *
     * @return true if it is ejected or held off, or has a limit or a breaker
     */
    public boolean concernsPickers() {
        return ejected || isHeldOff() || limit != null || breaker != null;
    }

    /**
     * Whether its limit allows no further call, whatever its priority.
     *
     * @param inFlight its calls under way
     * @return false if it has no limit
     */
    public boolean isFull(int inFlight) {
        AdaptiveLimit own = limit;
        return own != null && inFlight >= own.limit();
    }

    /**
     * Whether its limit allows a further call of some priority.
     *
     * @param inFlight its calls under way
     * @param percent the share of its limit that calls of this priority may use
     * @return true if it has no limit
     */
    public boolean hasRoom(int inFlight, int percent) {
        AdaptiveLimit own = limit;
        return own == null || inFlight < own.room(percent);
    }

    /**
     * Its limit.
     *
     * @return null if it has none
     */
    public @Nullable AdaptiveLimit limit() {
        return limit;
    }

    /**
     * Whether the next call to it is its probe.
     *
     * @param now the time
     * @return true if the time has come
     */
    public boolean isDue(long now) {
        HoldOff hold = holdOff;
        return hold != null && hold.isActive() && !hold.skips(now);
    }

    /**
     * Whether a probe has to succeed before it takes calls as a matter of course.
     *
     * @return true from a failed connection on, or from the end of an ejection by Linkerd's rules
     */
    public boolean isHeldOff() {
        HoldOff hold = holdOff;
        return hold != null && hold.isActive();
    }

    /**
     * Whether that probe decides about an ejection.
     *
     * @return true if the ejection's time is up
     */
    public boolean isOnProbation() {
        HoldOff hold = holdOff;
        return hold != null && hold.isProbation();
    }

    /**
     * Asks for one attempt.
     *
     * @param ledger where it is given back
     * @param now the time
     * @param anyway whether ejection and hold-off are no reason to refuse: nothing better is left
     * @param inFlight its calls under way
     * @param percent the share of its limit that calls of this priority may use
     * @return an {@link Admission}, or a {@link Refusal} that means: pick again
     */
    public AdmissionResult admit(Ledger ledger, long now, boolean anyway, int inFlight, int percent) {
        if (ejected && !anyway) {
            return Refusal.EJECTED;
        }
        if (!hasRoom(inFlight, percent)) { // before a probe is taken, which would not be given back
            return Refusal.AT_LIMIT;
        }
        HoldOff hold = holdOff;
        boolean probe = hold != null && hold.takeProbe(now);
        if (hold != null && !probe && !anyway && hold.isActive()) {
            return Refusal.HELD_OFF;
        }
        EndpointBreaker door = breaker;
        if (door != null && !door.tryAcquire()) {
            if (hold != null && probe) {
                hold.releaseProbe();
            }
            return Refusal.ENDPOINT_BREAKER_OPEN;
        }
        return new Admission(ledger, now, probe);
    }
}

package io.meshclient.guard;

import io.meshclient.time.Internal;

/**
 * Skips an endpoint for a while after a connection to it failed, then lets one call probe it; each failed probe doubles
 * the time, 1 s to 60 s by default. By Linkerd's rules the end of an ejection is probed in the same way. Changes are guarded by
 * the owner's lock; {@link #skips} may be read without.
 */
@Internal
public final class HoldOff {

    private volatile boolean active;
    private volatile long until;
    private volatile boolean probing;
    private volatile boolean probation;
    private long since;
    private long length;

    /**
     * Whether a picker should pass the endpoint by.
     *
     * @param now the time
     * @return true while the time runs or a probe is under way
     */
    public boolean skips(long now) {
        return active && (probing || now - until < 0);
    }

    /**
     * Whether the endpoint is held off at all, due for a probe or not.
     *
     * @return true until a connection succeeds
     */
    public boolean isActive() {
        return active;
    }

    /**
     * Takes the probe if it is due.
     *
     * @param now the time
     * @return whether the caller is the probe
     */
    public boolean takeProbe(long now) {
        if (!active || skips(now)) {
            return false;
        }
        probing = true;
        return true;
    }

    /** A probe ended without learning anything. */
    public void releaseProbe() {
        probing = false;
    }

    /**
     * A connection failed.
     *
     * @param now the time
     * @param startNanos when the call that failed began
     * @param wasProbe whether it was the probe
     * @param first how long to hold off at first, in nanoseconds; 0 for never
     * @param longest how long at most, in nanoseconds
     * @return how long from now, in nanoseconds; 0 if an earlier failure's time still runs, or hold-off is switched off
     */
    public long connectFailed(long now, long startNanos, boolean wasProbe, long first, long longest) {
        if (wasProbe) {
            probing = false;
        }
        if (first == 0 || active && !wasProbe && (now - until < 0 || isOldNews(startNanos))) {
            return 0; // one crash fails many calls at once, or one after another as they time out; it is one failure
        }
        since = now;
        length = active ? Math.min(Math.max(first, longest), Math.max(first, length * 2)) : first;
        until = now + length;
        active = true;
        return length;
    }

    /**
     * What kept it away may be over: it is due for its probe, and if that fails it begins anew with the first length.
     *
     * @param now the time
     */
    public void wake(long now) {
        if (active && !probation) {
            until = now;
            length = 0;
        }
    }

    /**
     * Whether a call says nothing about the time since the failure: it may have been sent on an older connection, to a
     * process that lets its last calls end while it refuses new connections.
     *
     * @param startNanos when the call began
     * @return true if that was before the failure
     */
    public boolean isOldNews(long startNanos) {
        return startNanos - since <= 0;
    }

    /**
     * An ejection's time is up, and one call is to show whether the endpoint works: it is due for a probe, at once unless it
     * refused connections too.
     *
     * @param now the time
     */
    public void beginProbation(long now) {
        if (!active) {
            until = now;
            active = true;
        }
        since = now;
        probation = true;
    }

    /**
     * Whether the probe is to show that an ejected endpoint works, not only that it takes connections.
     *
     * @return true after {@link #beginProbation} until the probe has ended
     */
    public boolean isProbation() {
        return probation;
    }

    /** A connection succeeded, or a probation is over. */
    public void connected() {
        active = false;
        probing = false;
        probation = false;
        length = 0;
    }
}

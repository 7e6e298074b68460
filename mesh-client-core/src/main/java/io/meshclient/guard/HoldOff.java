package io.meshclient.guard;

import io.meshclient.time.Internal;

/**
 * Skips an endpoint for a while after a connection to it failed, then lets one call probe it; each failed probe doubles
 * the time, 1 s to 60 s by default. Changes are guarded by the owner's lock; {@link #skips} may be read without.
 */
@Internal
public final class HoldOff {

    private volatile boolean active;
    private volatile long until;
    private volatile boolean probing;
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
     * @param wasProbe whether by the probe
     * @param first how long to hold off at first, in nanoseconds; 0 for never
     * @param longest how long at most, in nanoseconds
     * @return how long from now, in nanoseconds; 0 if an earlier failure's time still runs, or hold-off is switched off
     */
    public long connectFailed(long now, boolean wasProbe, long first, long longest) {
        if (wasProbe) {
            probing = false;
        }
        if (first == 0 || active && !wasProbe && now - until < 0) {
            return 0; // one crash fails many calls at once; it is still one failure
        }
        length = active ? Math.min(Math.max(first, longest), length * 2) : first;
        until = now + length;
        active = true;
        return length;
    }

    /** A connection succeeded. */
    public void connected() {
        active = false;
        probing = false;
        length = 0;
    }
}

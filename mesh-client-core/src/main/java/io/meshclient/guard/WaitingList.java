package io.meshclient.guard;

import io.meshclient.time.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The admissions of one endpoint that wait for headers, oldest first. The admissions are the list's own nodes, so nothing
 * is allocated. Not safe by itself: its owner guards it.
 */
@Internal
public final class WaitingList {

    private @Nullable Admission oldest;
    private @Nullable Admission newest;

    /**
     * Adds at the end.
     *
     * @param admission a new one
     */
    public void add(Admission admission) {
        admission.waiting = true;
        admission.previous = newest;
        if (newest == null) {
            oldest = admission;
        } else {
            newest.next = admission;
        }
        newest = admission;
    }

    /**
     * Takes out, wherever it stands; does nothing if it is not in the list.
     *
     * @param admission any
     */
    public void remove(Admission admission) {
        if (!admission.waiting) {
            return;
        }
        admission.waiting = false;
        Admission before = admission.previous;
        Admission after = admission.next;
        if (before == null) {
            oldest = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            newest = before;
        } else {
            after.previous = before;
        }
        admission.previous = null;
        admission.next = null;
    }

    /**
     * When the oldest began to wait.
     *
     * @param none what to answer if nobody waits
     * @return nanoseconds of the ticker
     */
    public long oldestStart(long none) {
        return oldest == null ? none : oldest.startNanos();
    }
}

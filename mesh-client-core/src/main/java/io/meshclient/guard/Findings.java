package io.meshclient.guard;

import io.meshclient.outcome.EjectionReason;
import io.meshclient.time.Internal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt has shown of its endpoint, to be told once the endpoint's lock is free. Immutable.
 *
 * @param broken the rules of outlier detection that it was one too much for
 * @param heldOffNanos how long the endpoint is skipped from now on; 0 if that is no news
 * @param back whether it takes connections again
 * @param proven whether it was the request that ended an ejection
 * @param breaker what the endpoint's breaker is from now on; null if that is no news
 */
@Internal
public record Findings(
        List<EjectionReason> broken,
        long heldOffNanos,
        boolean back,
        boolean proven,
        @Nullable String breaker) {

    /** Nothing new: most often. */
    public static final Findings NONE = new Findings(List.of(), 0, false, false);

    /**
     * Without news of a breaker.
     *
     * @param broken see {@link #broken()}
     * @param heldOffNanos see {@link #heldOffNanos()}
     * @param back see {@link #back()}
     * @param proven see {@link #proven()}
     */
    public Findings(List<EjectionReason> broken, long heldOffNanos, boolean back, boolean proven) {
        this(broken, heldOffNanos, back, proven, null);
    }

    Findings with(String state) {
        return new Findings(broken, heldOffNanos, back, proven, state);
    }

    static Findings of(List<EjectionReason> broken, long heldOffNanos, boolean back, boolean proven) {
        boolean none = broken.isEmpty() && heldOffNanos == 0 && !back && !proven;
        return none ? NONE : new Findings(broken, heldOffNanos, back, proven);
    }

    /**
     * Whether it is as good as a new process: what the old one was like does not matter.
     *
     * @return true after a hold-off or an ejection
     */
    public boolean reborn() {
        return back || proven;
    }
}

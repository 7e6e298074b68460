package io.meshclient.balance;

import io.meshclient.time.Internal;
import io.meshclient.time.RandomSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a pick needs to know about its call. One object per call, reused for each of its picks; not for use by several
 * threads at once.
 */
@Internal
public final class PickArgs {

    private final RandomSource random;
    private @Nullable Candidate first; // most calls try one
    private @Nullable List<Candidate> further;
    private Map<String, String> subset = Map.of();
    private int @Nullable [] scratch; // only some policies need it
    private long now;
    private long hash;
    private boolean hashed;
    private int callsInFlight;
    private int percent = 100;
    private boolean panic;
    private PrioritySet panicking = PrioritySet.NONE;
    private boolean panicAllowed = true;
    private boolean holdOffCounts = true;
    private boolean sameAgain;
    private boolean hostsRepeat;
    private @Nullable PreviousPriorities previousPriorities;
    private boolean othersOnly;

    /**
     * Arguments for one call.
     *
     * @param random the source of every random choice
     */
    public PickArgs(RandomSource random) {
        this.random = random;
    }

    /**
     * Sets what is true at this pick.
     *
     * @param nowNanos the time
     * @param inPanic whether ejection and health are not believed in any priority, whatever the picker finds
     * @param mayPanic whether they may be disregarded when nothing else is left
     * @return this
     */
    public PickArgs at(long nowNanos, boolean inPanic, boolean mayPanic) {
        now = nowNanos;
        panic = inPanic;
        panicAllowed = mayPanic;
        holdOffCounts = true;
        return this;
    }

    /** Said by the picker at each pick: the priorities in which ejection and health are not believed. */
    void under(PrioritySet priorities) {
        panicking = priorities;
    }

    /**
     * Whether ejection and health are not believed in a candidate's priority, as the last picker said.
     *
     * @param candidate any
     * @return true under panic
     */
    public boolean inPanic(Candidate candidate) {
        return panic || !panicking.isEmpty() && panicking.contains(candidate.priority());
    }

    /**
     * Asks for endpoints whose metadata say so.
     *
     * @param wanted by key; empty for nothing
     * @return this
     */
    public PickArgs within(Map<String, String> wanted) {
        subset = wanted;
        return this;
    }

    /**
     * Sets what the call is recognised by.
     *
     * @param value the hash of its key
     * @return this
     */
    public PickArgs hashedAs(long value) {
        hash = value;
        hashed = true;
        return this;
    }

    /**
     * What endpoints' metadata must say.
     *
     * @return empty if nothing
     */
    public Map<String, String> subset() {
        return subset;
    }

    /**
     * Sets how busy the service is.
     *
     * @param calls of the service that are under way, without this one
     * @return this
     */
    public PickArgs beside(int calls) {
        callsInFlight = calls;
        return this;
    }

    /**
     * Sets what part of an endpoint's limit the call's priority may use.
     *
     * @param share in per cent
     * @return this
     */
    public PickArgs limitedTo(int share) {
        percent = share;
        return this;
    }

    /**
     * What part of an endpoint's limit the call's priority may use.
     *
     * @return 1 to 100
     */
    public int percent() {
        return percent;
    }

    /**
     * Disregards hold-off at the next pick: what refused connections a moment ago may be back.
     *
     * @return this
     */
    public PickArgs disregardHoldOff() {
        holdOffCounts = false;
        return this;
    }

    /** The last attempt says nothing against its endpoint (a stale connection): it may be asked again, last of all. */
    public void allowSameAgain() {
        sameAgain = true;
    }

    /**
     * Whether a tried endpoint may be asked again even if untried ones exist.
     *
     * @return true after a stale connection
     */
    public boolean sameAgainAllowed() {
        return sameAgain;
    }

    /**
     * Sets what the call's further attempts avoid.
     *
     * @param triedHosts whether a candidate that was tried is excluded while another is left
     * @param triedPriorities after so many attempts each, the priorities that were tried get no share; 0 for never
     * @return this
     */
    public PickArgs avoiding(boolean triedHosts, int triedPriorities) {
        hostsRepeat = !triedHosts;
        previousPriorities = triedPriorities > 0 ? new PreviousPriorities(triedPriorities) : null;
        return this;
    }

    /**
     * An attempt was made.
     *
     * @param candidate who was asked
     */
    public void attempted(Candidate candidate) {
        if (!hostsRepeat) {
            exclude(candidate);
        }
        if (previousPriorities != null) {
            previousPriorities.attempted(candidate.priority());
        }
    }

    /** What the call's next attempt avoids; null for nothing. */
    @Nullable
    PreviousPriorities previousPriorities() {
        return previousPriorities;
    }

    /**
     * Whether the next pick must be an available endpoint that was not tried, or nobody: an attempt beside one that runs.
     *
     * @param only whether it must
     */
    public void othersOnly(boolean only) {
        othersOnly = only;
    }

    /**
     * Whether nobody is better than an endpoint that was tried or is not available.
     *
     * @return true for an attempt beside one that runs
     */
    public boolean wantsOthersOnly() {
        return othersOnly;
    }

    /**
     * Excludes a candidate while another is left.
     *
     * @param candidate who was asked, or refused
     */
    public void exclude(Candidate candidate) {
        if (first == null) {
            first = candidate;
        } else if (!isTried(candidate)) {
            further = further == null ? new ArrayList<>(2) : further;
            further.add(candidate);
        }
    }

    /**
     * Whether a candidate is excluded.
     *
     * @param candidate any
     * @return true if it was tried
     */
    public boolean isTried(Candidate candidate) {
        List<Candidate> list = further;
        if (first == candidate || list == null) {
            return first == candidate;
        }
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) == candidate) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether nobody is excluded.
     *
     * @return true at a call's first pick
     */
    public boolean isFresh() {
        return first == null;
    }

    /**
     * Whether a candidate takes calls as a matter of course: trusted and not held off; under panic only the latter, and
     * not draining.
     *
     * @param candidate any
     * @return true if it is available
     */
    public boolean available(Candidate candidate) {
        boolean believed = inPanic(candidate) ? !candidate.draining() : candidate.trusted();
        return believed && !(holdOffCounts && candidate.heldOff(now));
    }

    boolean lastResort(Candidate candidate) {
        return panicAllowed || candidate.trusted();
    }

    /**
     * Decides something about the call before an endpoint is chosen: by chance, but for a call with a hash always the same,
     * or its key would wander between priorities and zones. As in Envoy, whose hashing policies draw the priority by the hash.
     *
     * @param what is decided; decisions are independent of each other, and of the place on a ring
     * @return 0 or more, below 1
     */
    double share(Decision what) {
        return hashed ? (mix(hash + what.salt()) >>> 11) * 0x1.0p-53 : random.nextDouble();
    }

    /** SplitMix64's finalizer. */
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** What {@link #share} decides. */
    enum Decision {
        PRIORITY,
        BY_ZONE,
        ZONE;

        private long salt() {
            return (ordinal() + 1) * 0x9E3779B97F4A7C15L;
        }
    }

    /** The call's hash; if it has none, another each time. */
    long hash() {
        return hashed ? hash : random.nextLong();
    }

    int callsInFlight() {
        return callsInFlight;
    }

    /** Room for so many numbers, whose content is anything. */
    int[] scratch(int size) {
        int[] room = scratch;
        if (room == null || room.length < size) {
            room = new int[size];
            scratch = room;
        }
        return room;
    }

    long now() {
        return now;
    }

    RandomSource random() {
        return random;
    }
}

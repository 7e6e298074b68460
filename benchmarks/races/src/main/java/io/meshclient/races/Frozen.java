package io.meshclient.races;

import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.time.MeshRuntime;
import io.meshclient.time.RandomSource;
import io.meshclient.time.Ticker;

/** A world in which time stands still and dice always fall the same, so that only the order of two threads differs. */
public final class Frozen {

    /** The time. */
    public static final long NOW = 1_000_000_000_000L;

    /** A second in nanoseconds. */
    public static final long SECOND = 1_000_000_000L;

    /** Dice that always fall the same. */
    public static final RandomSource RANDOM = () -> 0;

    /** Nothing is ever due. */
    public static final MeshRuntime RUNTIME = new MeshRuntime(new Still(), (delay, task) -> () -> {}, RANDOM);

    /** An answer after a millisecond. */
    public static final Outcome ANSWER = Outcome.response(200, SECOND / 1000);

    /** A connection that was refused. */
    public static final Outcome REFUSED = Outcome.failure(OutcomeKind.CONNECT_FAILURE, SECOND / 1000, true, null);

    private Frozen() {}

    private record Still() implements Ticker {
        @Override
        public long nanos() {
            return NOW;
        }

        @Override
        public long epochMillis() {
            return NOW / 1_000_000;
        }
    }
}

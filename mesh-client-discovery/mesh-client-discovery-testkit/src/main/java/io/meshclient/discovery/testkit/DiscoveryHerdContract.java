package io.meshclient.discovery.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.discovery.Backoff;
import io.meshclient.time.MeshRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a thousand clients do to a source that went away, in virtual time: they come back spread, ask less and less often,
 * and all of them find it again. Extend it over that part of a discovery that asks, with a source that is made up.
 */
public abstract class DiscoveryHerdContract {

    private static final int CLIENTS = 1_000;
    private static final int SLICES = 10;

    private final VirtualTime time = new VirtualTime();
    private long asked;
    private boolean there;

    /** For whoever extends it. */
    protected DiscoveryHerdContract() {}

    /**
     * Begins one more client, which watches one target and asks its source at once.
     *
     * @param runtime all time, timers and chance that the client may use; what it schedules runs on the test's thread
     * @param asks called for each question: if false, it fails at once; if true, it is answered at once, and the client
     *     is left with an answer, a watch or a long question that nothing more comes of
     * @throws Exception fails the test
     */
    protected abstract void begin(MeshRuntime runtime, BooleanSupplier asks) throws Exception;

    /**
     * The waits that the discovery promises.
     *
     * @return {@link Backoff#USUAL} unless overridden
     */
    protected Backoff backoff() {
        return Backoff.USUAL;
    }

    /** All have lost the source at the same moment. */
    @BeforeEach
    final void beginAll() throws Exception {
        for (int i = 0; i < CLIENTS; i++) {
            begin(time.runtime(), () -> {
                asked++;
                return there;
            });
        }
        time.advance(Duration.ZERO); // whoever asks by a timer, does it now
        assertThat(asked).as("questions at first").isEqualTo(CLIENTS);
    }

    /** Full jitter: of the first wait, each tenth sees some of them, and none sees most. */
    @Test
    protected void theyComeBackSpread() {
        List<Long> slices = slices(backoff().base());
        System.out.printf(
                "%s: of %,d clients, by tenths of the first %s: %s%n",
                getClass().getSimpleName(), CLIENTS, backoff().base(), slices);
        assertThat(slices).allMatch(clients -> clients > CLIENTS / 20 && clients < CLIENTS / 5);
    }

    /** The bound grows: after a while, each asks about twice in its greatest wait. */
    @Test
    protected void theyAskLessAndLessOften() {
        Duration max = backoff().max();
        time.advance(max.multipliedBy(12));

        List<Long> slices = slices(max);
        System.out.printf(
                "%s: %,d clients ask %.0f times a second while the source is away, %d at most in %s%n",
                getClass().getSimpleName(),
                CLIENTS,
                sum(slices) * 1e3 / max.toMillis(),
                Collections.max(slices),
                max.dividedBy(SLICES));
        assertThat(sum(slices)).isBetween((long) CLIENTS, 4L * CLIENTS);
        assertThat(slices).allMatch(questions -> questions < CLIENTS / 2);
    }

    /** None is left behind, and none of the moments belongs to most of them. */
    @Test
    protected void allAreBackWithinTheGreatestWait() {
        time.advance(backoff().max().multipliedBy(12));
        there = true;

        List<Long> slices = slices(backoff().max());
        System.out.printf(
                "%s: of %,d clients, by tenths of %s after the source is back: %s%n",
                getClass().getSimpleName(), CLIENTS, backoff().max(), slices);
        assertThat(sum(slices)).as("back in time").isEqualTo(CLIENTS);
        assertThat(slices).allMatch(clients -> clients < CLIENTS / 3);
    }

    /** How many questions come in each tenth of what follows. */
    private List<Long> slices(Duration whole) {
        List<Long> slices = new ArrayList<>();
        for (int i = 0; i < SLICES; i++) {
            long before = asked;
            time.advance(whole.dividedBy(SLICES));
            slices.add(asked - before);
        }
        return slices;
    }

    private static long sum(List<Long> slices) {
        return slices.stream().mapToLong(Long::longValue).sum();
    }
}

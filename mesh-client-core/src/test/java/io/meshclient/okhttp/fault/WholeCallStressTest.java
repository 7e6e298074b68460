package io.meshclient.okhttp.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.testing.LeakRule;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Everything at once, at random: calls of all kinds are cancelled, hedged, retried, refused and left half-read, by callers that
 * execute, enqueue and run on virtual threads, while servers break off, endpoints come and go, and the configuration is swapped; at
 * the end, or in the middle of it, the mesh is closed. Each call ends once, and nothing is left of any.
 *
 * <p>{@code -Dmesh.stress=30s} makes it longer than ten seconds. {@code -Dmesh.stress.seed=…} repeats the dice of a run, not the
 * order of its threads.
 */
@Timeout(600)
final class WholeCallStressTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** In ten a mesh would not wait for its calls any longer. */
    private static final Duration CLOSED = Duration.ofSeconds(9);

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final long seed = Long.getLong("mesh.stress.seed", System.nanoTime());

    private static Duration length() {
        String text = System.getProperty("mesh.stress", "10s");
        return Duration.ofSeconds(Long.parseLong(text.replace("s", "")));
    }

    @Test
    void closedWhenAllIsOver() {
        tried(upheaval -> {
            long end = System.nanoTime() + length().multipliedBy(2).dividedBy(3).toNanos();
            upheaval.start(() -> System.nanoTime() < end);
            upheaval.change(end);
            upheaval.finish();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(upheaval.underWay()).isEmpty());
            assertThat(upheaval.closeMesh()).isLessThan(CLOSED);
        });
    }

    @Test
    void closedInTheMiddle() {
        tried(upheaval -> {
            upheaval.start(() -> true);
            upheaval.change(System.nanoTime() + length().dividedBy(3).toNanos());
            assertThat(upheaval.closeMesh()).isLessThan(CLOSED);
            upheaval.finish();
        });
    }

    private interface Part {
        void of(Upheaval upheaval) throws Exception;
    }

    private void tried(Part part) {
        try (Upheaval upheaval = new Upheaval(leaks, seed)) {
            part.of(upheaval);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(upheaval.connected()).isEmpty());
            assertThat(upheaval.complaints()).isEmpty();
            System.out.println("stress: " + upheaval);
        } catch (Throwable t) {
            throw new AssertionError("With -Dmesh.stress.seed=" + seed, t);
        }
    }
}

package io.meshclient.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.time.Deadline;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class DeadlineContextTest {

    private final DeadlineContext observer = new DeadlineContext();

    @Test
    void nothingIsCapturedWhenThereIsNothing() {
        assertThat(observer.captureContext()).isNull();
    }

    @Test
    void travelsToAnotherThreadAndLeavesItAsItWas() throws InterruptedException, ExecutionException {
        Deadline callers = Deadline.after(Duration.ofSeconds(1));
        Deadline workers = Deadline.after(Duration.ofSeconds(9));
        CapturedContext captured;
        try (Deadline.Scope scope = callers.makeCurrent()) {
            captured = Objects.requireNonNull(observer.captureContext());
        }
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            executor.submit(() -> Deadline.setCurrent(workers)).get();
            Deadline inside = executor.submit(() -> {
                        try (CapturedContext.Scope scope = captured.restore()) {
                            return Deadline.current();
                        }
                    })
                    .get();
            assertThat(inside).isSameAs(callers);
            assertThat(executor.submit(Deadline::current).get()).isSameAs(workers);
        } finally {
            executor.shutdownNow();
        }
    }
}

package io.meshclient.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class MdcContextTest {

    private final MdcContext observer = new MdcContext();

    @BeforeEach
    @AfterEach
    void clear() {
        MDC.clear();
    }

    @Test
    void nothingIsCapturedWhenThereIsNothing() {
        assertThat(observer.captureContext()).isNull();
    }

    @Test
    void travelsToAnotherThreadAndLeavesItAsItWas() throws InterruptedException, ExecutionException {
        MDC.put("order", "7");
        CapturedContext captured = observer.captureContext();
        MDC.put("order", "8"); // what comes later is not part of the call
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            executor.submit(() -> MDC.put("worker", "w1")).get();
            Map<String, String> inside = executor.submit(() -> {
                        try (CapturedContext.Scope scope = captured.restore()) {
                            return MDC.getCopyOfContextMap();
                        }
                    })
                    .get();
            assertThat(inside).isEqualTo(Map.of("order", "7"));
            assertThat(executor.submit(MDC::getCopyOfContextMap).get()).isEqualTo(Map.of("worker", "w1"));
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void anEmptyThreadIsEmptyAgain() {
        MDC.put("order", "7");
        CapturedContext captured = observer.captureContext();
        MDC.clear();

        captured.restore().close();

        assertThat(observer.captureContext()).isNull();
    }

    /** The diagnostic context of this thread, empty for none. */
    static Map<String, String> mdc() {
        Map<String, String> context = MDC.getCopyOfContextMap();
        return context == null ? Map.of() : context;
    }
}

package io.meshclient.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.observe.EndpointEvent.Change;
import io.meshclient.testing.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoggingObserverTest {

    private static final Duration WINDOW = Duration.ofNanos(LineLimit.WINDOW_NANOS);

    private final VirtualTime time = new VirtualTime();
    private final LogLines log = new LogLines(LoggingObserver.class);
    private final LoggingObserver observer = new LoggingObserver(time.runtime());

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void tellsAChangeAtOnce() {
        eject("10.0.0.1:80");

        assertThat(log.lines())
                .containsExactly("WARN orders: endpoint 10.0.0.1:80 is ejected for 30 s: 5 consecutive failures");
    }

    @Test
    void tellsTheLastOfManyWhenTheWindowEnds() {
        for (int i = 1; i <= 5; i++) {
            eject("10.0.0." + i + ":80");
        }
        assertThat(log.lines()).hasSize(1);

        time.advance(WINDOW);
        assertThat(log.texts())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("orders: endpoint 10.0.0.5:80 is ejected")
                .endsWith("(and 3 more such changes within 10 s)");

        time.advance(WINDOW.multipliedBy(10));
        assertThat(log.texts()).hasSize(2);
        assertThat(time.pending()).isEmpty();
    }

    @Test
    void writesAtMostOneLineOfAKindInEachWindow() {
        for (int second = 0; second < 100; second++) {
            eject("10.0.0.1:80");
            time.advance(Duration.ofSeconds(1));
        }
        assertThat(log.texts()).hasSize(11); // at 0, and at the end of each window
    }

    @Test
    void theLastLineIsTrueWhenARegistryFlaps() {
        change(ServiceEvent.Change.DISCOVERY_LOST);
        change(ServiceEvent.Change.DISCOVERY_BACK);
        time.advance(Duration.ofSeconds(1));
        change(ServiceEvent.Change.DISCOVERY_LOST);
        assertThat(log.texts()).hasSize(2);

        time.advance(WINDOW);
        assertThat(log.texts()).hasSize(3).last().asString().startsWith("orders: discovery lost");
    }

    @Test
    void kindsAndServicesDoNotShareAnAllowance() {
        eject("10.0.0.1:80");
        observer.endpointChanged(new EndpointEvent("orders", "10.0.0.1:80", Change.RESTORED, "", 0));
        observer.endpointChanged(new EndpointEvent("stock", "10.0.0.1:80", Change.EJECTED, "", 0));

        assertThat(log.lines())
                .hasSize(3)
                .contains(
                        "INFO orders: endpoint 10.0.0.1:80 is no longer ejected",
                        "WARN stock: endpoint 10.0.0.1:80 is ejected");
    }

    @Test
    void whatASourceSaysCannotForgeALine() {
        observer.serviceChanged(new ServiceEvent(
                "orders", ServiceEvent.Change.DISCOVERY_LOST, "bad\r\n2026 ERROR forged\u2028" + "x".repeat(9_999)));

        assertThat(log.texts())
                .singleElement()
                .asString()
                .contains("bad  2026 ERROR forged x")
                .hasSizeLessThan(600)
                .endsWith("…");
    }

    @Test
    void aRemovedServiceLeavesNothing() {
        eject("10.0.0.1:80");
        eject("10.0.0.2:80");
        change(ServiceEvent.Change.REMOVED);

        assertThat(time.pending()).isEmpty();
        assertThat(log.texts()).hasSize(2).last().isEqualTo("orders: removed");
    }

    @Test
    void anyNumberOfServicesTakesBoundedMemory() {
        for (int i = 0; i < LoggingObserver.MAX_SERVICES + 1_000; i++) {
            observer.endpointChanged(new EndpointEvent("s" + i, "10.0.0.1:80", Change.EJECTED, "", 0));
        }
        assertThat(log.texts()).hasSize(LoggingObserver.MAX_SERVICES + 1);
        assertThat(time.pending()).hasSize(1);
    }

    @Test
    void callsAreNotLogged() {
        Story.answered(observer, "orders", Story.status(503), Story.status(200));

        assertThat(log.texts()).isEmpty();
    }

    private void eject(String endpoint) {
        observer.endpointChanged(
                new EndpointEvent("orders", endpoint, Change.EJECTED, "5 consecutive failures", 30_000_000_000L));
    }

    private void change(ServiceEvent.Change change) {
        observer.serviceChanged(new ServiceEvent("orders", change, ""));
    }
}

package io.meshclient.discovery.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.testkit.MemorySource.Fault;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.endpoint.Health;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Traffic finds what a discovery does wrong, and finds nothing where it does nothing wrong. */
final class BrokenEndToEndTest {

    private static Set<Fault> faults = Set.of();

    @Test
    void withoutAFaultNothingIsFound() {
        assertThat(failure(Set.of())).isEmpty();
    }

    @Test
    void whoeverNeverForgetsIsFound() {
        assertThat(failure(EnumSet.of(Fault.NEVER_FORGETS)).orElseThrow()).contains("nobody knows 127.0.0.1:");
    }

    @Test
    void whoeverDoesNotHearOfDrainingIsFound() {
        assertThat(failure(EnumSet.of(Fault.KNOWS_ADDRESSES_ONLY)).orElseThrow())
                .contains("drains");
    }

    @Test
    void whoeverIsLostAfterAnOutageIsFound() {
        assertThat(failure(EnumSet.of(Fault.IS_LOST_AFTER_A_FAILURE)).orElseThrow())
                .contains("a call on the new instance");
    }

    private static Optional<String> failure(Set<Fault> wanted) {
        faults = wanted;
        List<Event> ended = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Broken.class))
                .execute()
                .testEvents()
                .finished()
                .list();
        assertThat(ended).hasSize(1);
        return ended.get(0)
                .getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .map(String::valueOf);
    }

    /** Run by {@link #failure} only: a nested class is not found by the build. */
    static final class Broken extends DiscoveryEndToEnd {
        private final MemorySource source = new MemorySource(faults);
        private final Map<String, Endpoint> named = new LinkedHashMap<>();

        @Override
        protected Discovery create() {
            return source.discovery();
        }

        private void name(String host, int port, Health health) {
            named.put(
                    host + ":" + port,
                    Endpoint.builder(host, port).health(health).build());
            publish();
        }

        private void publish() {
            source.publish("orders", EndpointSet.of(List.copyOf(named.values())));
        }

        @Override
        protected void register(String host, int port) {
            name(host, port, Health.HEALTHY);
        }

        @Override
        protected boolean drain(String host, int port) {
            name(host, port, Health.DRAINING);
            return true;
        }

        @Override
        protected void deregister(String host, int port) {
            named.remove(host + ":" + port);
            publish();
        }

        @Override
        protected void stopSource() {
            source.fail();
        }

        @Override
        protected void startSource() {
            publish();
        }

        @Override
        int rate() {
            return 50;
        }

        @Override
        Duration outage() {
            return Duration.ofSeconds(1);
        }

        @Override
        Duration patience() {
            return Duration.ofSeconds(2);
        }

        @AfterEach
        void cleanUp() {
            source.cleanUp();
        }
    }
}

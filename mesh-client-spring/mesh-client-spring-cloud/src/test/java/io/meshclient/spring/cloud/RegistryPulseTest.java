package io.meshclient.spring.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.WatchedDiscovery;
import io.meshclient.testing.VirtualTime;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.discovery.event.HeartbeatEvent;
import org.springframework.cloud.client.discovery.event.InstanceRegisteredEvent;
import org.springframework.cloud.client.discovery.event.ParentHeartbeatEvent;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.support.GenericApplicationContext;

/** What the context says, and what is asked then. */
class RegistryPulseTest {

    private final VirtualTime time = new VirtualTime();
    private final FakeRegistry registry = new FakeRegistry().with("orders", "10.0.0.1:80");
    private final RegistryPulse pulse = Discoveries.running();
    private final Recorder recorder = new Recorder();
    private Discovery discovery;

    @BeforeEach
    void subscribe() {
        Polling polling = Discoveries.polling(registry.blocking()::getInstances, Map.of());
        discovery = new WatchedDiscovery(new SpringCloudSource(polling, pulse, time.runtime()));
        discovery.subscribe("orders", recorder);
        awaitAsked(1);
    }

    @AfterEach
    void close() {
        discovery.close();
    }

    private void awaitAsked(int times) {
        Awaitility.await()
                .untilAsserted(() -> assertThat(time.pendingDelays())
                        .singleElement()
                        .satisfies(
                                next -> assertThat(next).isGreaterThan(Duration.ofSeconds(20)))); // no timeout of 10 s
        assertThat(registry.asked).hasValue(times);
    }

    private void publish(ApplicationEvent event) {
        time.advance(Duration.ofSeconds(1));
        pulse.onApplicationEvent(event);
        time.runDue();
    }

    @Test
    void aHeartbeatIsNewsIfItsValueIsAnother() {
        publish(new HeartbeatEvent("consul", 7L));
        awaitAsked(2);
        publish(new HeartbeatEvent("consul", 7L));
        publish(new HeartbeatEvent("consul", null));
        awaitAsked(2);
        publish(new HeartbeatEvent("consul", 8L));
        awaitAsked(3);
        publish(new ParentHeartbeatEvent("consul", 9L));
        awaitAsked(4);
        publish(new ParentHeartbeatEvent("consul", 9L));
        awaitAsked(4);
    }

    /** Two registries count for themselves. */
    @Test
    void theSameValueOfAnotherClientIsNewsToo() {
        publish(new HeartbeatEvent("consul", 7L));
        awaitAsked(2);
        publish(new HeartbeatEvent(new StringBuilder("eureka"), 7L));
        awaitAsked(3);
        publish(new HeartbeatEvent("consul", 7L));
        awaitAsked(3);
    }

    @Test
    void aRegistrationIsAlwaysNews() {
        publish(new InstanceRegisteredEvent<>("consul", "configuration"));
        awaitAsked(2);
        publish(new InstanceRegisteredEvent<>("consul", "configuration"));
        awaitAsked(3);
    }

    @Test
    void otherEventsAreNotListenedTo() {
        assertThat(pulse.supportsEventType(HeartbeatEvent.class)).isTrue();
        assertThat(pulse.supportsEventType(ParentHeartbeatEvent.class)).isTrue();
        assertThat(pulse.supportsEventType(InstanceRegisteredEvent.class)).isTrue();
        assertThat(pulse.supportsEventType(ContextRefreshedEvent.class)).isFalse();
    }

    @Test
    void aContextThatPausesAsksNothingAndAtOnceWhenItGoesOn() {
        pulse.stop();
        publish(new HeartbeatEvent("consul", 7L));
        time.advance(Duration.ofMinutes(5));
        assertThat(registry.asked).hasValue(1);
        assertThat(time.pending()).isEmpty();
        pulse.start();
        awaitAsked(2);
    }

    @Test
    void aSourceThatIsClosedIsForgotten() {
        discovery.close();
        publish(new HeartbeatEvent("consul", 7L));
        assertThat(registry.asked).hasValue(1);
        assertThat(time.pending()).isEmpty();
    }

    @Test
    void theContextFindsItAsListenerAndLifecycle() {
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            context.registerBean(RegistryPulse.class, RegistryPulse::new);
            context.refresh();
            assertThat(context.getBean(RegistryPulse.class).isRunning()).isTrue();
        }
    }
}

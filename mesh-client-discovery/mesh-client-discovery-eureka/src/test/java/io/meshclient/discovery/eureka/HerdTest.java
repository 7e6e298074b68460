package io.meshclient.discovery.eureka;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.discovery.WatchedDiscovery;
import io.meshclient.policy.Settings;
import io.meshclient.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A thousand clients lose their server at the same moment. */
class HerdTest {

    private static final int CLIENTS = 1_000;

    private final VirtualTime time = new VirtualTime();
    private final ScriptedEureka eureka = new ScriptedEureka();

    @Test
    void theyComeBackSpreadAndLessAndLessOften() {
        eureka.down.add("localhost");
        EurekaSettings settings = EurekaSettings.of(Settings.of(EurekaKeys.ALL, "", Map.of()));
        for (int i = 0; i < CLIENTS; i++) {
            new WatchedDiscovery(new FetchLoop(settings, eureka, time.runtime())).subscribe("orders", new Recorder());
        }
        List<Duration> first = time.pendingDelays();
        assertThat(first).hasSize(CLIENTS).allMatch(delay -> delay.compareTo(Duration.ofMillis(500)) <= 0);
        assertThat(busiest(first, Duration.ofMillis(50)))
                .as("of ten slices, the fullest")
                .isLessThan(200);

        time.advance(Duration.ofMinutes(2));
        List<Duration> later = time.pendingDelays();

        assertThat(later).hasSize(CLIENTS).allMatch(delay -> delay.compareTo(Duration.ofSeconds(10)) <= 0);
        eureka.newlyAsked();
        time.advance(Duration.ofSeconds(10));
        assertThat(eureka.asked).as("questions in ten seconds").hasSizeBetween(CLIENTS, 4 * CLIENTS);
    }

    private static int busiest(List<Duration> delays, Duration slice) {
        List<Integer> counts = new ArrayList<>();
        for (Duration delay : delays) {
            int index = (int) (delay.toNanos() / slice.toNanos());
            while (counts.size() <= index) {
                counts.add(0);
            }
            counts.set(index, counts.get(index) + 1);
        }
        return counts.stream().mapToInt(Integer::intValue).max().orElse(0);
    }
}

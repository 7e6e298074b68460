package io.meshclient.discovery.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.discovery.Subscription;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What ends when a subscription, or the whole discovery, is closed; the contract says the rest. */
class ClosingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void aClosedSubscriptionIsNoLongerWatched() throws IOException {
        try (FakeApiServer api = new FakeApiServer().start();
                KubernetesDiscovery discovery =
                        KubernetesDiscovery.builder().apiServer(api.url()).build()) {
            api.put("a", Json.slice("a", "orders", 80, List.of("10.0.0.1")));
            HeardSets heard = new HeardSets();
            Subscription subscription = discovery.subscribe("orders", heard);
            heard.awaitSets(1);
            await().atMost(PATIENCE).until(() -> api.watching() == 1);

            subscription.close();

            await().atMost(PATIENCE).until(() -> !isAThreadThere());
            assertThat(api.requests).hasSize(2);
            assertThat(heard.failures).isEmpty();
        }
    }

    private static boolean isAThreadThere() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith("mesh-client-kubernetes"));
    }
}

package io.meshclient.discovery.eureka;

import static io.meshclient.discovery.eureka.Texts.application;
import static io.meshclient.discovery.eureka.Texts.instance;
import static io.meshclient.discovery.eureka.Texts.orders;
import static io.meshclient.discovery.eureka.Texts.registry;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.discovery.Subscription;
import io.meshclient.discovery.WatchedDiscovery;
import io.meshclient.policy.ConfigValue;
import io.meshclient.policy.Settings;
import io.meshclient.testing.VirtualTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FetchLoopTest {

    private static final Duration INTERVAL = Duration.ofSeconds(30);

    private final VirtualTime time = new VirtualTime();
    private final ScriptedEureka eureka = new ScriptedEureka();
    private final Recorder heard = new Recorder();

    @Test
    void theWholeIsFetchedFirstAndDifferencesFromThenOn() {
        eureka.whole = orders(1, 2);
        eureka.delta = () -> registry(
                "UP_2_",
                application(
                        "ORDERS",
                        instance("ORDERS", "10.0.0.1", 1, "UP", "DELETED", "{}"),
                        instance("ORDERS", "10.0.0.1", 3, "UP")));
        loop("http://a").subscribe("orders", heard);
        assertThat(heard.ports()).containsExactly(List.of(1, 2));

        time.advance(INTERVAL);

        assertThat(heard.ports()).containsExactly(List.of(1, 2), List.of(2, 3));
        time.advance(INTERVAL);
        assertThat(heard.ports()).as("told once").hasSize(2);
        assertThat(eureka.asked).containsExactly("a full", "a delta", "a delta");
    }

    @Test
    void differencesThatDoNotAddUpAreDroppedForTheWhole() {
        eureka.whole = orders(1);
        WatchedDiscovery loop = loop("http://a");
        loop.subscribe("orders", heard);
        eureka.delta = () -> registry("UP_2_", application("ORDERS", instance("ORDERS", "10.0.0.1", 9, "STARTING")));
        eureka.whole = orders(1, 2);

        time.advance(INTERVAL);

        assertThat(eureka.asked).containsExactly("a full", "a delta", "a full");
        assertThat(heard.ports()).containsExactly(List.of(1), List.of(1, 2));
    }

    @Test
    void aServerThatRestartedEmptyWithinTheIntervalIsNoticedByItsHash() {
        eureka.whole = orders(1);
        loop("http://a").subscribe("orders", heard);
        eureka.whole = orders();

        time.advance(INTERVAL);

        assertThat(eureka.asked).containsExactly("a full", "a delta", "a full");
        assertThat(heard.ports()).as("an honest answer: core holds it back").containsExactly(List.of(1), List.of());
    }

    @Test
    void aServerWithoutDifferencesIsAskedForTheWhole() {
        eureka.whole = orders(1);
        eureka.deltaFailure = AnswerException.ofStatus(403);
        loop("http://a").subscribe("orders", heard);

        time.advance(INTERVAL.multipliedBy(2));

        assertThat(eureka.asked).containsExactly("a full", "a delta", "a full", "a full");
        assertThat(heard.failures).isEmpty();
    }

    @Test
    void differencesCanBeSwitchedOff() {
        loop("http://a", "delta", "false").subscribe("orders", heard);

        time.advance(INTERVAL);

        assertThat(eureka.asked).containsExactly("a full", "a full");
    }

    @Test
    void theWholeIsFetchedFromTimeToTimeAllTheSame() {
        loop("http://a", "full-interval", "70s").subscribe("orders", heard);

        time.advance(Duration.ofSeconds(60));
        assertThat(eureka.newlyAsked()).containsExactly("a full", "a delta", "a delta");
        time.advance(INTERVAL);
        assertThat(eureka.newlyAsked()).containsExactly("a full");
    }

    @Test
    void theNextServerIsAskedAtOnceAndKept() {
        eureka.whole = orders(1);
        eureka.delta = () -> registry("UP_1_");
        loop("http://a,http://b").subscribe("orders", heard);
        eureka.down.add("a");

        time.advance(INTERVAL);
        time.advance(INTERVAL);

        assertThat(eureka.asked).containsExactly("a full", "a delta", "b full", "b delta");
        eureka.down.remove("a");
        time.advance(INTERVAL);
        assertThat(eureka.asked).endsWith("b delta");
        assertThat(heard.failures).as("the registry was never away").isEmpty();
        assertThat(heard.ports()).containsExactly(List.of(1));
    }

    @Test
    void whenNoServerWorksTheListenersHearOfEachAndOfTheEndOfIt() {
        eureka.whole = orders(1);
        loop("http://a,http://b").subscribe("orders", heard);
        eureka.down.addAll(List.of("a", "b"));
        time.advance(INTERVAL);

        assertThat(heard.failures).hasSizeGreaterThanOrEqualTo(1);
        assertThat(heard.lastFailure()).contains("http://a/eureka: it is down", "http://b/eureka: it is down");
        assertThat(heard.ports()).as("nothing is taken away").containsExactly(List.of(1));
        eureka.down.clear();
        eureka.newlyAsked();
        time.advance(Duration.ofSeconds(10));

        assertThat(heard.ports()).as("the same set, told again").containsExactly(List.of(1), List.of(1));
        assertThat(eureka.asked).first().asString().endsWith("full");
    }

    @Test
    void allTargetsShareOneLoop() {
        eureka.whole = registry(
                "UP_2_",
                application("ORDERS", instance("ORDERS", "10.0.0.1", 1, "UP")),
                application("STOCK", instance("STOCK", "10.0.0.1", 2, "UP")));
        eureka.delta = () -> registry("UP_2_");
        WatchedDiscovery loop = loop("http://a");
        Recorder stock = new Recorder();
        Recorder byVip = new Recorder();
        loop.subscribe("orders", heard);
        loop.subscribe("stock", stock);
        loop.subscribe("vip:stock-vip", byVip);

        time.advance(INTERVAL);

        assertThat(eureka.asked).containsExactly("a full", "a delta");
        assertThat(heard.ports()).containsExactly(List.of(1));
        assertThat(stock.ports()).containsExactly(List.of(2));
        assertThat(byVip.ports()).containsExactly(List.of(2));
    }

    @Test
    void whoComesLateHearsWhatIsKnownAndWhatIsWrong() {
        eureka.whole = orders(1);
        WatchedDiscovery loop = loop("http://a");
        loop.subscribe("stock", new Recorder());
        eureka.down.add("a");
        time.advance(INTERVAL);

        loop.subscribe("orders", heard);

        assertThat(heard.ports()).containsExactly(List.of(1));
        assertThat(heard.lastFailure()).contains("it is down");
    }

    @Test
    void theLastSubscriptionEndsAllWork() {
        eureka.held = true;
        WatchedDiscovery loop = loop("http://a");
        Subscription one = loop.subscribe("orders", heard);
        Subscription other = loop.subscribe("stock", new Recorder());
        one.close();
        assertThat(eureka.cancelled).isZero();
        other.close();
        assertThat(eureka.cancelled).isEqualTo(1);
        eureka.open.get(0).failed(new java.io.IOException("Canceled"));
        assertThat(time.pending()).isEmpty();
        eureka.held = false;

        Subscription again = loop.subscribe("orders", heard);
        assertThat(time.pending()).hasSize(1);
        again.close();
        assertThat(time.pending()).isEmpty();
        assertThat(heard.failures).isEmpty();
        assertThat(eureka.asked).containsExactly("a full", "a full");

        loop.close();
        assertThat(eureka.closed).isTrue();
    }

    @Test
    void anAnswerThatComesLateOrTwiceCountsOnce() {
        eureka.held = true;
        WatchedDiscovery loop = loop("http://a");
        loop.subscribe("orders", heard).close();
        loop.subscribe("orders", heard);

        eureka.open.get(0).failed(new java.io.IOException("of the first subscription"));
        eureka.open.get(1).failed(new java.io.IOException("of the second"));
        eureka.open.get(1).failed(new java.io.IOException("again"));

        assertThat(heard.failures).hasSize(1);
        assertThat(heard.lastFailure()).contains("of the second");
        assertThat(time.pending()).hasSize(1);
    }

    @Test
    void theIntervalVariesByATenth() {
        loop("http://a").subscribe("orders", heard);
        for (int i = 0; i < 50; i++) {
            assertThat(time.pendingDelays())
                    .singleElement()
                    .satisfies(delay -> assertThat(delay).isBetween(Duration.ofSeconds(27), INTERVAL));
            time.advanceToNext();
        }
    }

    private WatchedDiscovery loop(String urls, String... keysAndValues) {
        Map<String, ConfigValue> values = new HashMap<>();
        values.put("urls", new ConfigValue(urls.replace(",", "/eureka,") + "/eureka", "test"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put(keysAndValues[i], new ConfigValue(keysAndValues[i + 1], "test"));
        }
        EurekaSettings settings = EurekaSettings.of(Settings.of(EurekaKeys.ALL, "", values));
        return new WatchedDiscovery(new FetchLoop(settings, eureka, time.runtime()));
    }
}

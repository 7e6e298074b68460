package io.meshclient.discovery.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.discovery.Subscription;
import io.meshclient.discovery.zookeeper.Registry.Link;
import io.meshclient.policy.Settings;
import io.meshclient.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told and asked when the connection or the server fails, in virtual time and over a tree in memory. */
final class OutageTest {

    private static final String ORDERS = "/services/orders";
    private static final ZooKeeperOptions OPTIONS =
            ZooKeeperOptions.of(Settings.of(ZooKeeperKeys.ROWS, ZooKeeperKeys.PREFIX, Map.of()));

    private final VirtualTime time = new VirtualTime();
    private final FakeRegistry registry = new FakeRegistry();
    private final ZooKeeperSource source =
            new ZooKeeperSource(new Desk(registry, OPTIONS, time.runtime(), Runnable::run), Runnable::run);
    private final Told told = new Told();

    @BeforeEach
    void twoInstances() {
        registry.put(ORDERS, "");
        put("a", 1);
        put("b", 2);
    }

    private void put(String name, int port) {
        registry.put(ORDERS + "/" + name, instance(port));
    }

    private static String instance(int port) {
        return "{\"address\":\"10.0.0.1\",\"port\":" + port + "}";
    }

    private void watched() {
        source.watch("orders", told);
        registry.links.accept(Link.UP_WITH_NEW_SESSION);
        registry.answer();
    }

    private static String key(int port) {
        return "10.0.0.1:" + port;
    }

    @Test
    void suspendedIsNotLost() {
        watched();
        registry.asked.clear();

        registry.links.accept(Link.SUSPENDED);
        time.advance(Duration.ofSeconds(4));
        assertThat(told.sets()).isEqualTo(1);
        assertThat(told.failures()).hasSize(1);
        assertThat(told.failures().get(0)).contains("localhost:2181", "stay as they were");

        registry.links.accept(Link.UP);
        time.advance(Duration.ofSeconds(1));
        registry.answer();

        assertThat(told.sets()).isEqualTo(2);
        assertThat(registry.asked).as("the session kept its watches").containsExactly(ORDERS);
    }

    @Test
    void aLostSessionIsReadAgainAndToldAgain() {
        watched();
        registry.links.accept(Link.SUSPENDED);
        time.advance(Duration.ofSeconds(15));
        registry.links.accept(Link.LOST);
        assertThat(told.failures()).hasSize(2);
        assertThat(told.failures().get(1)).contains("since 15 s");
        registry.asked.clear();

        registry.links.accept(Link.UP_WITH_NEW_SESSION);
        time.advance(Duration.ofSeconds(1));
        registry.answer();

        assertThat(told.sets()).isEqualTo(2);
        assertThat(registry.asked).containsExactly(ORDERS, ORDERS + "/a", ORDERS + "/b");
    }

    @Test
    void aServerThatIsCutOffIsReadAndToldOf() {
        source.watch("orders", told);
        registry.links.accept(Link.UP_READ_ONLY);
        registry.answer();
        assertThat(told.keys()).containsExactly(key(1), key(2));
        assertThat(told.failures()).hasSize(1);
        assertThat(told.failures().get(0)).contains("cut off");
        registry.asked.clear();

        registry.links.accept(Link.UP_WITH_NEW_SESSION);
        time.advance(Duration.ofSeconds(1));
        registry.answer();
        assertThat(told.sets()).isEqualTo(2);
        assertThat(told.failures()).hasSize(1);
        assertThat(registry.asked).hasSize(3);
    }

    @Test
    void aServiceThatBreaksTheConnectionIsAskedForEverMoreSeldom() {
        watched();
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            put("c", 3 + i);
            registry.links.accept(Link.SUSPENDED); // in the middle of a look
            registry.dropAnswers();
            registry.links.accept(Link.UP);
            waits.add(time.pendingDelays().get(0));
            time.advanceToNext();
        }
        assertThat(waits.subList(5, 12)).anyMatch(wait -> wait.toSeconds() >= 3);
        assertThat(told.failures().get(1)).doesNotContain("max-answer-bytes");
        assertThat(told.failures().get(8)).contains(ORDERS, "mesh.client.discovery.zookeeper.max-answer-bytes");

        registry.answer();
        registry.links.accept(Link.SUSPENDED);
        registry.links.accept(Link.UP);
        assertThat(time.pendingDelays().get(0)).isLessThan(Duration.ofMillis(500));
    }

    @Test
    void answersOfALostConnectionAreNotBelieved() {
        watched();
        put("c", 3);
        registry.answerOne();
        registry.links.accept(Link.SUSPENDED);
        registry.answer(); // late
        assertThat(told.sets()).isEqualTo(1);

        registry.links.accept(Link.UP);
        time.advance(Duration.ofSeconds(1));
        registry.answer();
        assertThat(told.keys()).containsExactly(key(1), key(2), key(3));
    }

    @Test
    void aThousandClientsComeBackOneAfterAnother() {
        List<Duration> looks = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            VirtualTime own = new VirtualTime(i);
            FakeRegistry tree = new FakeRegistry();
            ZooKeeperSource client =
                    new ZooKeeperSource(new Desk(tree, OPTIONS, own.runtime(), Runnable::run), Runnable::run);
            client.watch("orders", new Told());
            tree.links.accept(Link.UP_WITH_NEW_SESSION);
            tree.answer();
            tree.links.accept(Link.SUSPENDED);
            tree.links.accept(Link.UP);
            looks.addAll(own.pendingDelays());
        }

        assertThat(looks).hasSize(1000).allMatch(delay -> delay.compareTo(Duration.ofMillis(500)) <= 0);
        for (int tenth = 0; tenth < 10; tenth++) {
            long from = tenth * 50L;
            assertThat(looks.stream().filter(delay -> delay.toMillis() / 50 == from / 50))
                    .as("looks after %d to %d ms", from, from + 50)
                    .hasSizeBetween(50, 160);
        }
    }

    @Test
    void failedLooksAreTriedAgainWithBackOffAndFullJitter() {
        registry.failing = "it said SYSTEMERROR";
        source.watch("orders", told);
        registry.links.accept(Link.UP_WITH_NEW_SESSION);
        List<Duration> waits = new ArrayList<>();
        for (int failure = 1; failure <= 12; failure++) {
            registry.answer();
            assertThat(told.failures()).hasSize(failure);
            assertThat(time.pending()).hasSize(1);
            waits.add(time.pendingDelays().get(0));
            time.advanceToNext();
        }

        for (int i = 0; i < waits.size(); i++) {
            assertThat(waits.get(i)).isBetween(Duration.ZERO, Duration.ofMillis(Math.min(10_000L, 500L << i)));
        }
        assertThat(waits.subList(5, 12)).anyMatch(wait -> wait.toSeconds() >= 3);
        assertThat(told.failures().get(0)).contains(ORDERS, "it said SYSTEMERROR");

        registry.failing = "";
        registry.answer();
        assertThat(told.keys()).containsExactly(key(1), key(2));
    }

    @Test
    void aMissingConnectionIsToldOnceAndTriedOn() {
        source.watch("orders", told);
        time.advance(Duration.ofSeconds(4));
        assertThat(told.failures()).isEmpty();
        time.advance(Duration.ofMinutes(10));
        assertThat(told.failures()).hasSize(1);
        assertThat(told.failures().get(0)).contains("no connection", "localhost:2181");

        registry.links.accept(Link.UP_WITH_NEW_SESSION);
        time.advance(Duration.ofSeconds(1));
        registry.answer();
        assertThat(told.keys()).containsExactly(key(1), key(2));
    }

    @Test
    void aServiceWatchedDuringAnOutageHearsOfItAtOnce() {
        watched();
        registry.links.accept(Link.SUSPENDED);
        Told other = new Told();
        source.watch("orders", other);

        assertThat(other.failures()).hasSize(1);
    }

    @Test
    void closingEndsTheWatchAndWhatIsUnderWay() {
        Subscription subscription = source.watch("orders", told);
        registry.links.accept(Link.UP_WITH_NEW_SESSION);
        subscription.close();
        registry.answer();
        put("c", 3);
        registry.links.accept(Link.SUSPENDED);

        assertThat(told.sets()).isZero();
        assertThat(told.failures()).isEmpty();
        assertThat(registry.watchers()).isZero();
        assertThat(registry.underWay()).isZero();
        assertThat(time.pending()).isEmpty();

        source.close();
        assertThat(registry.closed).isTrue();
    }
}

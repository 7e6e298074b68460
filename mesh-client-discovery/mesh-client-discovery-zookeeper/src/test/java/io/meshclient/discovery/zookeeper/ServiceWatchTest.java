package io.meshclient.discovery.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.discovery.zookeeper.Registry.Link;
import io.meshclient.policy.Settings;
import io.meshclient.testing.VirtualTime;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a service is read and what is told, in virtual time and over a tree in memory. */
final class ServiceWatchTest {

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
    void theFirstLookIsAtOnce() {
        watched();

        assertThat(told.keys()).containsExactly(key(1), key(2));
        assertThat(told.failures()).isEmpty();
        assertThat(time.pending()).isEmpty();
    }

    @Test
    void aChangeReadsWhatChangedAndNothingElse() {
        watched();
        registry.asked.clear();

        put("a", 9);
        registry.answer();

        assertThat(told.keys()).containsExactly(key(2), key(9));
        assertThat(registry.asked).containsExactly(ORDERS, ORDERS + "/a");
    }

    @Test
    void changesThatComeDuringALookAreToldTogether() {
        watched();
        put("c", 3);
        registry.answerOne(); // the list of names
        for (int i = 10; i < 60; i++) {
            put("n" + i, i);
        }
        registry.answer();

        assertThat(told.sets()).isLessThanOrEqualTo(3);
        assertThat(told.keys()).hasSize(53);
    }

    @Test
    void whatVanishesWhileItIsReadIsNotToldAsASetThatNeverWas() {
        watched();
        registry.remove(ORDERS + "/a");
        put("c", 3);
        registry.answerOne(); // the names b and c
        registry.remove(ORDERS + "/c");
        put("d", 4);
        registry.answer();

        assertThat(told.sets()).isEqualTo(2);
        assertThat(told.keys()).containsExactly(key(2), key(4));
    }

    @Test
    void aServiceThatIsNotThereHasNoEndpointsUntilItIs() {
        source.watch("payments", told);
        registry.links.accept(Link.UP_WITH_NEW_SESSION);
        registry.answer();
        assertThat(told.last().isEmpty()).isTrue();

        registry.put("/services/payments", "");
        registry.put("/services/payments/a", instance(7));
        registry.answer();

        assertThat(told.keys()).containsExactly(key(7));
    }

    /** A list that is too long breaks the connection, which others share: it must not be asked for again and again. */
    @Test
    void anInstanceThatIsNotUnderstoodIsToldAndTheOthersAre() {
        registry.put(ORDERS + "/bad", "{\"address\": 5");
        watched();

        assertThat(told.keys()).containsExactly(key(1), key(2));
        assertThat(told.failures()).hasSize(1);
        assertThat(told.failures().get(0)).contains("1 of 3 instances", "bad is not as Curator writes it: address");
    }

    @Test
    void anInstanceThatIsUnderstoodNoMoreStaysAsItWas() {
        watched();
        registry.put(ORDERS + "/a", "garbage");
        registry.answer();

        assertThat(told.keys()).containsExactly(key(1), key(2));
        assertThat(told.failures()).hasSize(1);
        assertThat(told.failures().get(0)).contains("a is no JSON");
    }

    @Test
    void nothingButBadInstancesIsAFailureAndNoEmptySet() {
        registry.put(ORDERS + "/a", "");
        registry.put(ORDERS + "/b", "[]");
        watched();

        assertThat(told.sets()).isZero();
        assertThat(told.failures()).hasSize(1);
    }

    @Test
    void manyInstancesAreReadSomeAtATime() {
        for (int i = 0; i < 5_000; i++) {
            put("n" + i, 1 + i);
        }
        source.watch("orders", told);
        registry.links.accept(Link.UP_WITH_NEW_SESSION);
        int most = 0;
        while (registry.answerOne()) {
            most = Math.max(most, registry.underWay());
        }

        assertThat(most).isEqualTo(Round.AT_A_TIME);
        assertThat(told.last().endpoints()).hasSize(5_000);
    }

    @Test
    void ofTwoWithOneAddressTheLaterRegistrationCounts() {
        registry.put(
                ORDERS + "/dead",
                "{\"address\":\"10.0.0.1\",\"port\":1,\"registrationTimeUTC\":100,\"payload\":{\"life\":\"first\"}}");
        registry.put(
                ORDERS + "/a",
                "{\"address\":\"10.0.0.1\",\"port\":1,\"registrationTimeUTC\":200,\"payload\":{\"life\":\"second\"}}");
        watched();

        assertThat(told.last().endpoints().get(0).metadata()).containsEntry("life", "second");
        assertThat(told.keys()).containsExactly(key(1), key(2));
    }
}

package io.meshclient.samples.shop.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.samples.shop.Plan;
import io.meshclient.samples.shop.Service;
import io.meshclient.samples.shop.Trouble;
import io.meshclient.samples.shop.load.Call;
import io.meshclient.samples.shop.load.Fate;
import io.meshclient.samples.shop.load.Reading;
import io.meshclient.samples.shop.load.Recording;
import io.meshclient.samples.shop.load.Sent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StoryTest {
    private static final Map<Integer, String> INSTANCES = Map.of(1, "orders-1", 2, "orders-2", 3, "inventory-1");
    /** One second of warm-up, two that count. */
    static final Plan PLAN = new Plan(1, Duration.ofSeconds(1), Duration.ofSeconds(2), 0);

    static final Story STORY = Story.of(
            "mesh client",
            new Recording(
                    List.of(
                            new Call(0, 500_000, 99_000, Fate.EXCEPTION, "in the warm-up"),
                            new Call(1, 1_000_000, 10_000, Fate.ANSWERED, ""),
                            new Call(2, 1_900_000, 30_000, Fate.ANSWERED, ""),
                            new Call(3, 2_100_000, 1_000, Fate.EXCEPTION, "<reset> & \"more\"")),
                    List.of(new Sent.Count(1, 0, 7), new Sent.Count(1, 1, 2), new Sent.Count(3, 2, 5)),
                    List.of(new Reading(1, 3, 0, 0), new Reading(2, 4, 1, 0), new Reading(3, 6, 1, 2))),
            PLAN);

    @Test
    void theWarmUpCountsNowhere() {
        assertThat(STORY.calls()).isEqualTo(3);
        assertThat(STORY.lost()).isEqualTo(1);
        assertThat(STORY.retriesPerSecond()).containsExactly(1, 2);
        assertThat(STORY.ejectionsPerSecond()).containsExactly(1, 0);
        assertThat(STORY.holdOffs()).isEqualTo(2);
        assertThat(STORY.sentPerSecond(Service.ORDERS, INSTANCES).get("orders-1"))
                .containsExactly(2, 0);
    }

    @Test
    void anInstanceThatGotNothingIsStillShown() {
        assertThat(STORY.sentPerSecond(Service.ORDERS, INSTANCES)).containsOnlyKeys("orders-1", "orders-2");
    }

    @Test
    void latenciesAreThoseOfAnsweredCalls() {
        assertThat(STORY.latencies().max()).isEqualTo(30_000);
        assertThat(STORY.latenciesPerSecond().get(0).at(0.5)).isEqualTo(10_000);
        assertThat(STORY.latenciesPerSecond().get(1).isEmpty()).isTrue();
    }

    @Test
    void lostCallsBelongToTheSecondAndTheTroubleInWhichTheyWereDue() {
        assertThat(STORY.lostPerSecond()).containsExactly(0, 1);
        assertThat(STORY.lost(new Trouble("orders-1", "slow", 0, 1.05))).isZero();
        assertThat(STORY.lost(new Trouble("orders-1", "slow", 1.05, 2))).isEqualTo(1);
    }
}

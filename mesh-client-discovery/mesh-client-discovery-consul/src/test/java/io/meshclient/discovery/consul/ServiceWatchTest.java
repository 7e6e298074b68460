package io.meshclient.discovery.consul;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.testing.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The loop of questions in virtual time: indexes, back-off, pace, and its end. */
class ServiceWatchTest {

    private final VirtualTime time = new VirtualTime();
    private final ScriptedAgent agent = new ScriptedAgent();
    private final Recorder heard = new Recorder();
    private final ServiceWatch watch = new ServiceWatch("orders", agent, time.runtime(), heard).start();

    @Test
    void eachQuestionWaitsForWhatIsNewerThanTheLastAnswer() {
        agent.last().answer(7, "10.0.0.1:80");
        agent.last().answer(9, "10.0.0.2:80");

        assertThat(agent.indexes()).containsExactly(0L, 7L, 9L);
        assertThat(heard.sets()).hasSize(2);
        assertThat(heard.lastKeys()).containsExactly("10.0.0.2:80");
    }

    @Test
    void anAnswerFromBeforeWhatIsKnownIsNotBelievedButAskedAgain() {
        agent.last().answer(42, "10.0.0.1:80");
        agent.last().answer(41);
        assertThat(heard.sets()).as("the empty set is not told").hasSize(1);
        agent.last().answer(41, "10.0.0.2:80");

        assertThat(agent.indexes()).containsExactly(0L, 42L, 0L, 41L);
        assertThat(heard.sets()).hasSize(2);
        assertThat(heard.lastKeys()).containsExactly("10.0.0.2:80");
    }

    /** Index 1 blocks until there is something; 0 would be answered at once, again and again. */
    @Test
    void anIndexBelowOneIsTakenForOne() {
        agent.last().answer(0);
        assertThat(agent.indexes()).containsExactly(0L, 1L);
        agent.last().answer(5, "10.0.0.1:80");
        agent.last().answer(0);
        assertThat(agent.indexes()).containsExactly(0L, 1L, 5L, 0L);
    }

    @Test
    void anIndexThatStaysIsNoChangeButIsTold() {
        agent.last().answer(7, "10.0.0.1:80");
        agent.last().answer(7, "10.0.0.1:80");

        assertThat(agent.indexes()).containsExactly(0L, 7L, 7L);
    }

    @Test
    void afterAFailureTheNextAnswerComesAtOnceAndIsToldEvenIfNothingChanged() {
        agent.last().answer(7, "10.0.0.1:80");
        agent.last().fail("gone");
        assertThat(heard.failures()).containsExactly("gone");
        assertThat(agent.asked).as("asked again only after a pause").hasSize(2);

        assertThat(time.pendingDelays())
                .singleElement()
                .satisfies(delay -> assertThat(delay).isBetween(Duration.ZERO, Duration.ofMillis(500)));
        time.advanceToNext();
        assertThat(agent.indexes()).containsExactly(0L, 7L, 0L);
        agent.last().answer(7, "10.0.0.1:80");

        assertThat(heard.sets()).hasSize(2);
    }

    @Test
    void pausesGrowWithEachFailureAndEndWithTheFirstAnswer() {
        for (int failures = 1; failures <= 12; failures++) {
            agent.last().fail("no leader");
            Duration bound = Duration.ofMillis(Math.min(10_000, 500L << (failures - 1)));
            Duration pace = Duration.ofSeconds(1); // the pause is never shorter than the pace allows
            assertThat(time.pendingDelays().get(0)).isBetween(Duration.ZERO, bound.compareTo(pace) > 0 ? bound : pace);
            time.advanceToNext();
        }
        assertThat(time.elapsed()).isGreaterThan(Duration.ofSeconds(10));
        time.advance(Duration.ofMinutes(1));
        agent.last().answer(7, "10.0.0.1:80");
        agent.last().fail("gone");
        assertThat(time.pendingDelays().get(0)).isLessThanOrEqualTo(Duration.ofMillis(500));
    }

    /** Where the index changes with every breath of the cluster, the loop becomes a poll each second. */
    @Test
    void anIndexThatChangesAllTheTimeIsFollowedOnceASecond() {
        for (long index = 1; index <= 60; index++) {
            agent.last().answer(index, "10.0.0.1:80");
            if (!time.pending().isEmpty()) {
                time.advanceToNext();
            }
        }
        assertThat(time.elapsed()).isBetween(Duration.ofSeconds(60 - Pace.BURST), Duration.ofSeconds(60));
    }

    @Test
    void changesFarApartAreFollowedAtOnce() {
        for (long index = 1; index < 100; index++) {
            time.advance(Duration.ofSeconds(1));
            agent.last().answer(index, "10.0.0.1:80");
            assertThat(time.pending()).isEmpty();
        }
        assertThat(agent.asked).hasSize(100);
    }

    @Test
    void closingEndsTheQuestionAndWhatItStillBrings() {
        agent.last().answer(7, "10.0.0.1:80");
        watch.close();
        assertThat(agent.last().cancelled).isTrue();
        agent.last().answer(8);
        agent.asked.get(0).fail("cancelled");

        assertThat(heard.calls()).isOne();
        assertThat(agent.asked).hasSize(2);
        assertThat(time.pending()).isEmpty();
    }

    @Test
    void closingEndsThePause() {
        agent.last().fail("gone");
        watch.close();
        watch.close();
        assertThat(time.pending()).isEmpty();
        time.advance(Duration.ofMinutes(1));
        assertThat(agent.asked).hasSize(1);
    }
}

package io.meshclient.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.time.RandomSource;
import io.meshclient.time.Timers.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {

    private final VirtualTime time = new VirtualTime();
    private final List<String> ran = new ArrayList<>();

    @Test
    void tasksRunInTheOrderInWhichTheyAreDueAndSeeTheirOwnTime() {
        time.schedule(millis(30), () -> ran.add("c@" + time.elapsed().toMillis()));
        time.schedule(millis(10), () -> ran.add("a@" + time.elapsed().toMillis()));
        time.schedule(millis(10), () -> ran.add("b@" + time.elapsed().toMillis()));

        time.advance(Duration.ofMillis(20));

        assertThat(ran).containsExactly("a@10", "b@10");
        assertThat(time.elapsed()).isEqualTo(Duration.ofMillis(20));
        assertThat(time.pendingDelays()).containsExactly(Duration.ofMillis(10));
    }

    @Test
    void aTaskScheduledByATaskRunsInTheSameAdvanceIfItIsDue() {
        time.schedule(millis(10), () -> time.schedule(millis(5), () -> ran.add("inner")));

        time.advance(Duration.ofMillis(14));
        assertThat(ran).isEmpty();

        time.advance(Duration.ofMillis(1));
        assertThat(ran).containsExactly("inner");
    }

    @Test
    void aTaskThatIsDueAtOnceWaitsForTheTest() {
        time.schedule(-5, () -> ran.add("now"));
        assertThat(ran).isEmpty();

        time.runDue();

        assertThat(ran).containsExactly("now");
        assertThat(time.elapsed()).isZero();
    }

    @Test
    void cancelledTasksDoNotRun() {
        Timer timer = time.schedule(1, () -> ran.add("never"));
        timer.cancel();
        timer.cancel();

        time.advance(Duration.ofSeconds(1));

        assertThat(ran).isEmpty();
        assertThat(time.pending()).isEmpty();
        assertThat(time.advanceToNext()).isFalse();
    }

    @Test
    void theNextTaskCanBeWaitedFor() {
        time.schedule(millis(70), () -> ran.add("late"));

        assertThat(time.advanceToNext()).isTrue();

        assertThat(ran).containsExactly("late");
        assertThat(time.elapsed()).isEqualTo(Duration.ofMillis(70));
    }

    @Test
    void timersWorkWhereNanosecondsWrapAround() {
        VirtualTime wrapping = VirtualTime.startingAt(Long.MAX_VALUE - 5);
        wrapping.schedule(3, () -> ran.add("before"));
        wrapping.schedule(10, () -> ran.add("after"));

        wrapping.advance(Duration.ofNanos(20));

        assertThat(ran).containsExactly("before", "after");
        assertThat(wrapping.elapsed()).isEqualTo(Duration.ofNanos(20));
    }

    @Test
    void theWallClockFollowsAndCanJumpAlone() {
        time.advance(Duration.ofSeconds(3));
        time.jumpWallClock(Duration.ofHours(-1));

        assertThat(Instant.ofEpochMilli(time.epochMillis())).isEqualTo(Instant.parse("2025-12-31T23:00:03Z"));
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void timeDoesNotRunBackwards() {
        assertThatThrownBy(() -> time.advance(Duration.ofNanos(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theSameSeedGivesTheSameNumbers() {
        RandomSource one = VirtualTime.seeded(7);
        RandomSource same = new VirtualTime(7).runtime().random();

        assertThat(List.of(one.nextLong(), one.nextLong())).containsExactly(same.nextLong(), same.nextLong());
        assertThat(VirtualTime.seeded(8).nextLong())
                .isNotEqualTo(VirtualTime.seeded(7).nextLong());
    }

    private static long millis(long value) {
        return value * 1_000_000;
    }
}

package io.meshclient.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.testing.VirtualTime;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    private final VirtualTime time = new VirtualTime();

    private Deadline after(int millis) {
        return Deadline.after(Duration.ofMillis(millis), time.runtime().ticker());
    }

    @AfterEach
    void leaveNothing() {
        Deadline.setCurrent(null);
    }

    @Test
    void whatIsLeftGetsLessAndGoesBelowZero() {
        Deadline deadline = after(100);
        time.advance(Duration.ofMillis(70));
        assertThat(deadline.remainingNanos()).isEqualTo(Duration.ofMillis(30).toNanos());
        assertThat(deadline.isOver()).isFalse();
        assertThat(deadline).hasToString("Deadline[in PT0.03S]");

        time.advance(Duration.ofMillis(30));
        assertThat(deadline.isOver()).isTrue();
        time.advance(Duration.ofMillis(5));
        assertThat(deadline.remainingNanos()).isEqualTo(Duration.ofMillis(-5).toNanos());
    }

    @Test
    void nothingOverflows() {
        Duration endless = Duration.ofSeconds(Long.MAX_VALUE);
        Ticker ticker = time.runtime().ticker();
        assertThat(Deadline.after(endless, ticker).remainingNanos())
                .isEqualTo(Duration.ofDays(365).toNanos());
        assertThat(Deadline.after(endless.negated(), ticker).remainingNanos()).isZero();
        assertThat(Deadline.after(Duration.ZERO, ticker).isOver()).isTrue();
        assertThat(Deadline.NEVER.remainingNanos()).isEqualTo(Long.MAX_VALUE);
        assertThat(Deadline.NEVER.isOver()).isFalse();
        assertThat(Deadline.NEVER).hasToString("Deadline[never]");
    }

    @Test
    void theMachinesClockRunsByItself() {
        assertThat(Deadline.after(Duration.ofHours(1)).remainingNanos())
                .isPositive()
                .isLessThanOrEqualTo(Duration.ofHours(1).toNanos());
    }

    @Test
    void aScopeBringsBackWhatWasBefore() {
        assertThat(Deadline.current()).isNull();
        Deadline outer = after(100);
        Deadline inner = after(50);
        try (Deadline.Scope whole = outer.makeCurrent()) {
            assertThat(Deadline.current()).isSameAs(outer);
            try (Deadline.Scope part = inner.makeCurrent()) {
                assertThat(Deadline.current()).isSameAs(inner);
            }
            assertThat(Deadline.current()).isSameAs(outer);
        }
        assertThat(Deadline.current()).isNull();
    }

    @Test
    void aPartOfTheWorkCannotHaveMoreTimeThanTheWhole() {
        Deadline outer = after(100);
        try (Deadline.Scope whole = outer.makeCurrent()) {
            for (Deadline later : new Deadline[] {after(200), Deadline.NEVER}) {
                try (Deadline.Scope part = later.makeCurrent()) {
                    assertThat(Deadline.current()).isSameAs(outer);
                }
            }
            Deadline.setCurrent(Deadline.NEVER);
            assertThat(Deadline.current()).as("who says so on purpose").isSameAs(Deadline.NEVER);
        }
    }

    @Test
    void aThreadsDeadlineIsItsOwn() {
        try (Deadline.Scope scope = after(100).makeCurrent()) {
            CompletableFuture<@Nullable Deadline> elsewhere = new CompletableFuture<>();
            new Thread(() -> elsewhere.complete(Deadline.current())).start();
            assertThat(elsewhere.join()).isNull();
        }
    }
}

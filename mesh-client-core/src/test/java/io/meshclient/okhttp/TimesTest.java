package io.meshclient.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.call.Step;
import io.meshclient.okhttp.RoutedCall.Times;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.policy.DeadlinePolicy;
import io.meshclient.policy.TimeoutPolicy;
import io.meshclient.testing.VirtualTime;
import io.meshclient.time.Deadline;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** {@code min(own timeout, what is left of the inherited deadline)}, in virtual time. */
class TimesTest {

    private static final DeadlinePolicy RULES =
            new DeadlinePolicy(true, true, Duration.ofMillis(5), Duration.ofMillis(100));

    private final VirtualTime time = new VirtualTime();
    private final long start = time.nanos();

    private static long ms(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }

    private Times own(long callMillis, long bodyMillis) {
        return new Times(start, at(callMillis), at(bodyMillis), 0, null);
    }

    private long at(long millis) {
        return millis == 0 ? Step.NEVER : start + ms(millis);
    }

    private Times within(Times own, int inheritedMillis, boolean coversBody) {
        Deadline deadline = Deadline.after(
                Duration.ofMillis(inheritedMillis), time.runtime().ticker());
        return own.within(deadline, policy(coversBody));
    }

    private static TimeoutPolicy policy(boolean coversBody) {
        return new TimeoutPolicy(Duration.ZERO, coversBody, Duration.ZERO, Duration.ZERO, null, RULES);
    }

    @Test
    void theEarlierOneCounts() {
        Times own = own(200, 0);
        assertThat(within(own, 300, false)).isSameAs(own);
        assertThat(within(own, 200, false)).isSameAs(own);
        assertThat(own.lastLaunch()).as("one's own time has no floor").isEqualTo(at(200));

        Times inherited = within(own, 120, false);
        assertThat(inherited.deadline()).isEqualTo(at(120));
        assertThat(inherited.inherited()).isSameAs(RULES);
        assertThat(inherited.lastLaunch()).isEqualTo(at(115));
        assertThat(inherited.bodyDeadline()).isEqualTo(Step.NEVER);
    }

    @Test
    void withoutAnOwnTimeoutTheInheritedOneCounts() {
        Times inherited = within(own(0, 0), 120, false);
        assertThat(inherited.deadline()).isEqualTo(at(120));
        assertThat(own(0, 0).within(Deadline.NEVER, policy(true))).isEqualTo(own(0, 0));
        assertThat(own(0, 0).lastLaunch()).isEqualTo(Step.NEVER);
    }

    @Test
    void itIsMeasuredFromTheCallsStart() {
        Deadline deadline =
                Deadline.after(Duration.ofMillis(120), time.runtime().ticker());
        time.advance(Duration.ofMillis(50));
        Times later = new Times(time.nanos(), Step.NEVER, Step.NEVER, 0, null).within(deadline, policy(false));
        assertThat(later.deadline()).isEqualTo(at(120));
    }

    @Test
    void itCoversTheBodyWhereTheCallTimeoutDoes() {
        assertThat(within(own(200, 200), 120, true).bodyDeadline()).isEqualTo(at(120));
        assertThat(within(own(0, 0), 120, true).bodyDeadline()).isEqualTo(at(120));
        assertThat(within(own(200, 90), 120, true).bodyDeadline()).isEqualTo(at(90));
        assertThat(within(own(200, 200), 120, false).bodyDeadline()).isEqualTo(at(200));
    }

    @Test
    void oneThatIsOverLeavesNoLaunch() {
        Times over = within(own(200, 0), 0, false);
        assertThat(over.deadline()).isEqualTo(start);
        assertThat(over.lastLaunch()).isLessThan(start);
    }

    @Test
    void aFurtherHopInheritsTheSame() {
        Times next = within(own(200, 0), 120, false).from(at(60));
        assertThat(next.start()).isEqualTo(at(60));
        assertThat(next.deadline()).isEqualTo(at(120));
        assertThat(next.inherited()).isSameAs(RULES);
    }

    @Test
    void anEndpointIsJudgedOnlyIfItHadAFairTime() {
        Times inherited = within(own(2_000, 0), 500, false);
        assertThat(inherited.saysNothing(timeout(OutcomeKind.CALL_TIMEOUT, 99))).isTrue();
        assertThat(inherited.saysNothing(timeout(OutcomeKind.CALL_TIMEOUT, 100)))
                .isFalse();
        assertThat(inherited.saysNothing(timeout(OutcomeKind.PER_TRY_TIMEOUT, 20)))
                .as("somebody decided that this is long enough")
                .isFalse();
        assertThat(inherited.saysNothing(Outcome.response(503, ms(20)))).isFalse();
        assertThat(own(50, 0).saysNothing(timeout(OutcomeKind.CALL_TIMEOUT, 50)))
                .as("the service's own timeout")
                .isFalse();
    }

    private static Outcome timeout(OutcomeKind kind, long millis) {
        return Outcome.failure(kind, ms(millis), false, null);
    }
}

package io.meshclient.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.meshclient.outcome.EjectionReason;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.time.RandomSource;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What one endpoint's record says, by Envoy's rules and by Linkerd's. */
class OutlierRecordTest {

    private static final long SECOND = 1_000_000_000L;
    private static final RandomSource NONE = () -> 0;
    private static final RandomSource MOST = () -> -1L;

    private final Admission admission = new Admission(new NoLedger(), 0, false);

    private static Outcome status(int status) {
        return Outcome.response(status, 1);
    }

    private static Outcome reset() {
        return Outcome.failure(OutcomeKind.RESET, 1, false, null);
    }

    @Nested
    class ByEnvoysRules {

        private EnvoyRecord record = record(5, 3, 4, false);

        private EnvoyRecord record(int failures, int gateway, int local, boolean split) {
            return (EnvoyRecord) new OutlierRules.Envoy(
                            failures,
                            gateway,
                            local,
                            split,
                            new IntervalClock(0, 10 * SECOND),
                            new Ejection.Times(30 * SECOND, 300 * SECOND, 0, 10 * SECOND))
                    .newRecord();
        }

        @Test
        void aGatewayFailureAddsToBothRows() {
            assertThat(count(502, 503)).isEmpty();
            assertThat(count(504)).containsExactly(EjectionReason.CONSECUTIVE_GATEWAY_FAILURES);
            assertThat(count(500)).isEmpty();
            assertThat(count(500)).containsExactly(EjectionReason.CONSECUTIVE_FAILURES);
        }

        @Test
        void another5xxEndsTheGatewaysRowOnly() {
            assertThat(count(502, 502, 500, 502)).isEmpty();
            assertThat(count(502))
                    .as("the fifth of all, the second at the gateway")
                    .containsExactly(EjectionReason.CONSECUTIVE_FAILURES);
        }

        @Test
        void aRowThatReachedItsLimitBeginsAnew() {
            record = record(2, 0, 0, false);
            assertThat(count(500)).isEmpty();
            assertThat(count(500)).hasSize(1);
            assertThat(count(500)).isEmpty();
            assertThat(count(500)).hasSize(1);
        }

        @Test
        void withoutAResponseItIsAGatewayFailure() {
            assertThat(record.count(admission, reset(), 0)).isEmpty();
            assertThat(record.count(admission, reset(), 0)).isEmpty();
            assertThat(record.count(admission, reset(), 0))
                    .containsExactly(EjectionReason.CONSECUTIVE_GATEWAY_FAILURES);
        }

        @Test
        void countedApartItTouchesNoRowOfResponses() {
            record = record(2, 2, 3, true);
            assertThat(count(500)).isEmpty();
            assertThat(record.count(admission, reset(), 0)).isEmpty();
            assertThat(record.count(admission, reset(), 0)).isEmpty();
            assertThat(record.count(admission, reset(), 0))
                    .containsExactly(EjectionReason.CONSECUTIVE_LOCAL_ORIGIN_FAILURES);
            assertThat(count(500)).containsExactly(EjectionReason.CONSECUTIVE_FAILURES);
            assertThat(record.lastPercent(false, 2, 10 * SECOND)).isZero();
            assertThat(record.lastPercent(true, 5, 10 * SECOND))
                    .as("two responses of five")
                    .isEqualTo(40);
        }

        @Test
        void whatSaysNothingIsNotCounted() {
            for (OutcomeKind kind : List.of(
                    OutcomeKind.REFUSED_STREAM,
                    OutcomeKind.STALE_CONNECTION,
                    OutcomeKind.CANCELED,
                    OutcomeKind.LOCAL_ERROR)) {
                assertThat(record.count(admission, Outcome.failure(kind, 1, false, null), 0))
                        .isEmpty();
            }
            assertThat(record.isBusy(0)).isFalse();
        }

        @Test
        void theRateIsThatOfTheIntervalBefore() {
            count(200, 200, 200, 500);
            assertThat(record.lastPercent(false, 1, 9 * SECOND))
                    .as("it still runs")
                    .isNaN();
            assertThat(record.lastPercent(false, 4, 10 * SECOND)).isEqualTo(75);
            assertThat(record.lastPercent(false, 5, 10 * SECOND)).as("too few").isNaN();
            assertThat(record.lastPercent(false, 1, 20 * SECOND))
                    .as("nothing since")
                    .isNaN();
        }

        @Test
        void aBrokenBodyTakesItsSuccessBack() {
            count(200, 200);
            record.bodyFailed(admission, 0);
            assertThat(record.lastPercent(false, 1, 10 * SECOND)).isEqualTo(50);
        }

        private List<EjectionReason> count(int... statuses) {
            List<EjectionReason> last = List.of();
            for (int one : statuses) {
                last = record.count(admission, status(one), 0);
            }
            return last;
        }
    }

    @Nested
    class ByLinkerdsRules {

        private final OutlierRecord record = new OutlierRules.Linkerd(7, 80, 5, SECOND, 60 * SECOND, 0.5).newRecord();

        @Test
        void sevenInARowEjectWhateverTheRate() {
            for (int i = 0; i < 100; i++) {
                assertThat(count(200, 0)).isEmpty();
            }
            for (int i = 0; i < 6; i++) {
                assertThat(count(500, 0)).isEmpty();
            }
            assertThat(count(500, 0)).containsExactly(EjectionReason.CONSECUTIVE_FAILURES);
        }

        @Test
        void belowFourOfFiveInTenSecondsEjectsFromFiveCallsOn() {
            assertThat(count(500, 0)).as("one call").isEmpty();
            assertThat(count(200, 0)).isEmpty();
            assertThat(count(200, 0)).isEmpty();
            assertThat(count(200, 0)).isEmpty();
            assertThat(count(200, 0)).as("exactly 80 %").isEmpty();
            assertThat(count(500, 0)).containsExactly(EjectionReason.SUCCESS_RATE);
            assertThat(record.describe(EjectionReason.SUCCESS_RATE, 0))
                    .isEqualTo("success rate 66.7 % of the last 10 s below 80 %");
        }

        @Test
        void whatIsOlderThanTenSlicesIsForgotten() {
            count(500, 0);
            count(500, 0);
            for (int i = 0; i < 3; i++) {
                assertThat(count(200, 10 * SECOND)).isEmpty();
            }
            assertThat(count(200, 10 * SECOND)).isEmpty();
            assertThat(record.successPercent(10 * SECOND)).isEqualTo(100);
            assertThat(record.successPercent(19 * SECOND)).isEqualTo(100);
            assertThat(record.successPercent(20 * SECOND)).isNaN();
        }

        @Test
        void a429LowersTheRateButIsNoFailureInARow() {
            for (int i = 0; i < 6; i++) {
                count(500, i * 20 * SECOND);
            }
            assertThat(count(429, 130 * SECOND))
                    .as("six failures, and no seventh")
                    .isEmpty();
            assertThat(count(500, 150 * SECOND))
                    .as("but it does not end the row either")
                    .isNotEmpty();
            assertThat(record.failsProbe(status(429))).isTrue();
            assertThat(record.failsProbe(status(404))).isFalse();
        }

        @Test
        void eachFailedProbeDoublesAndUpToHalfIsAdded() {
            for (long seconds : new long[] {1, 2, 4, 8, 16, 32, 60, 60}) {
                assertThat(record.eject(0, NONE)).isEqualTo(seconds * SECOND);
            }
            assertThat((double) record.eject(0, MOST)).isCloseTo(90e9, within(1e3));
            record.restored(0);
            assertThat(record.eject(0, NONE))
                    .as("a probe that succeeds begins anew")
                    .isEqualTo(SECOND);
        }

        @Test
        void whatWasUnderWayWhenItWasEjectedSaysNothing() {
            record.eject(0, NONE);
            for (int i = 0; i < 20; i++) {
                assertThat(count(500, 0)).isEmpty();
            }
            record.restored(0);
            assertThat(record.successPercent(0)).isNaN();
        }

        private List<EjectionReason> count(int status, long now) {
            return record.count(admission, status(status), now);
        }
    }

    /** Envoy's own example. */
    @Test
    void theLimitOfFiftyAndFourHundredsIsFiftyTwo() {
        SuccessRates rates = new SuccessRates();
        double[] all = {50, 100, 100, 100, 100};
        for (double one : all) {
            rates.add(one);
        }
        rates.add(Double.NaN);
        for (double one : all) {
            rates.addDeviation(one);
        }
        rates.addDeviation(Double.NaN);
        assertThat(rates.count()).isEqualTo(5);
        assertThat(rates.limit(0)).isEqualTo(90);
        assertThat(rates.limit(1)).isEqualTo(70);
        assertThat(rates.limit(1.9)).isCloseTo(52, within(1e-9));
    }

    private static final class NoLedger implements Ledger {
        @Override
        public void headers(Admission by, Outcome outcome, io.meshclient.outcome.Verdict verdict, long nowNanos) {}

        @Override
        public void bodyFailed(Admission by, long nowNanos) {}

        @Override
        public void ended() {}
    }
}

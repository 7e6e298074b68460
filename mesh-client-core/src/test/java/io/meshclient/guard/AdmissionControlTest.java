package io.meshclient.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.meshclient.guard.AdmissionControl.Weight;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.Verdict;
import io.meshclient.testing.VirtualTime;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class AdmissionControlTest {

    private static final long WINDOW = Duration.ofSeconds(30).toNanos();

    private final VirtualTime time = new VirtualTime();

    private static AdmissionControl envoy(double aggression) {
        return new AdmissionControl(new AdmissionControl.Rules(1 / 0.95, aggression, 0.8, 0, WINDOW, false));
    }

    private static AdmissionControl sre() {
        return new AdmissionControl(new AdmissionControl.Rules(2, 1, 1, 0, WINDOW, true));
    }

    private void learn(AdmissionControl control, int status, int times) {
        for (int i = 0; i < times; i++) {
            control.learn(Outcome.response(status, 1), Verdict.SUCCESS, time.nanos());
        }
    }

    private double probability(AdmissionControl control) {
        return control.probability(time.nanos());
    }

    @Test
    void envoysFormula() {
        AdmissionControl control = envoy(1);
        assertThat(probability(control)).as("nothing known").isZero();
        learn(control, 200, 95);
        learn(control, 500, 5);
        assertThat(probability(control)).as("as good as the threshold").isCloseTo(0, within(1e-9));
        learn(control, 503, 100);
        assertThat(probability(control)).isCloseTo((200 - 95 / 0.95) / 201, within(1e-9));
        learn(control, 500, 2_000);
        assertThat(probability(control)).as("the most").isEqualTo(0.8);
    }

    @Test
    void aggressionRefusesSooner() {
        AdmissionControl control = envoy(2);
        learn(control, 200, 95);
        learn(control, 503, 105);
        assertThat(probability(control)).isCloseTo(Math.sqrt(100.0 / 201), within(1e-9));
    }

    /** Refused calls count, so that a service that takes nothing gets less and less. */
    @Test
    void googlesFormula() {
        AdmissionControl control = sre();
        learn(control, 200, 50);
        learn(control, 500, 50);
        assertThat(probability(control)).as("K times what is accepted").isZero();
        learn(control, 429, 100);
        assertThat(probability(control)).isCloseTo(100.0 / 201, within(1e-9));
        int refused = 0;
        for (int i = 0; i < 100; i++) {
            refused += control.refuses(Weight.EVEN, time.nanos(), time.random()) ? 1 : 0;
        }
        assertThat(refused).isBetween(30, 80);
        assertThat(probability(control)).isCloseTo((100.0 + refused) / (201 + refused), within(1e-9));
    }

    @Test
    void whatIsOlderThanTheWindowIsForgotten() {
        AdmissionControl control = envoy(1);
        learn(control, 500, 100);
        assertThat(probability(control)).isEqualTo(0.8);
        time.advance(Duration.ofSeconds(20));
        learn(control, 200, 100);
        assertThat(probability(control)).isCloseTo((200 - 100 / 0.95) / 201, within(1e-9));
        time.advance(Duration.ofSeconds(12));
        assertThat(probability(control)).as("the failures are over").isZero();
    }

    @Test
    void thinTrafficIsLeftAlone() {
        AdmissionControl control =
                new AdmissionControl(new AdmissionControl.Rules(1 / 0.95, 1, 0.8, 2.0 * 30, WINDOW, false));
        learn(control, 500, 59);
        assertThat(probability(control)).isZero();
        learn(control, 500, 1);
        assertThat(probability(control)).isEqualTo(0.8);
    }

    @Test
    void whatSaysNothingOfTheServiceDoesNotCount() {
        for (AdmissionControl control : new AdmissionControl[] {envoy(1), sre()}) {
            for (OutcomeKind kind : OutcomeKind.values()) {
                Outcome outcome = Outcome.failure(kind, 1, false, null);
                if (!outcome.blamesEndpoint() && kind != OutcomeKind.RESPONSE) {
                    control.learn(outcome, Verdict.FAILURE, time.nanos());
                }
            }
            control.learn(Outcome.response(500, 1), Verdict.IGNORED, time.nanos());
            assertThat(probability(control)).isZero();
            control.learn(Outcome.failure(OutcomeKind.RESET, 1, false, null), Verdict.FAILURE, time.nanos());
            assertThat(probability(control)).isEqualTo(0.5);
        }
    }

    /** Sheddable calls first, critical ones last; of as many of both, the share is refused on average. */
    @Property
    void prioritiesBearTheShareInTheirOrder(@ForAll @DoubleRange(min = 0, max = 1) double share) {
        double first = Weight.FIRST.of(share, 1);
        double even = Weight.EVEN.of(share, 1);
        double last = Weight.LAST.of(share, 1);
        assertThat(first).isBetween(even, 1.0);
        assertThat(last).isBetween(0.0, even);
        assertThat((first + last) / 2).isCloseTo(share, within(1e-9));
        assertThat(last > 0 && first < 1).isFalse();
    }
}

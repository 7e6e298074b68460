package io.meshclient.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.balance.BalancerSettings.LeastRequest;
import io.meshclient.testing.VirtualTime;
import io.meshclient.time.RandomSource;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LeastRequestPickerTest extends PickerContract {

    private static final int PICKS = 20_000;

    private final RandomSource random = VirtualTime.seeded(11);

    @Override
    protected Picker<FakeCandidate> picker(List<FakeCandidate> candidates, RandomSource source) {
        return Pickers.build("least-request", candidates, source);
    }

    @Test
    void ofTwoTheBusierOneIsNeverChosen() {
        List<FakeCandidate> all = candidates(1, 1);
        all.get(0).inFlight = 1;
        assertThat(shares(all, new LeastRequest(2, 1))[0]).isZero();
    }

    @Test
    void theBusiestOfManyIsChosenOnlyIfAPairCouldMissTheRest() {
        List<FakeCandidate> all = candidates(1, 1, 1, 1);
        for (int i = 0; i < 4; i++) {
            all.get(i).inFlight = i;
        }
        double[] shares = shares(all, new LeastRequest(2, 1));
        assertThat(shares[0]).as("it is in every other pair").isBetween(0.48, 0.52);
        assertThat(shares[1]).isBetween(0.31, 0.36);
        assertThat(shares[3]).as("it loses every pair").isZero();
    }

    @Test
    void asManyChoicesAsCandidatesFindTheLeast() {
        List<FakeCandidate> all = candidates(1, 1, 1, 1, 1);
        for (int i = 0; i < 4; i++) {
            all.get(i).inFlight = 7;
        }
        assertThat(shares(all, new LeastRequest(5, 1))[4]).isEqualTo(1);
        all.get(4).trusted = false;
        assertThat(shares(all, new LeastRequest(5, 1))[4]).isZero();
    }

    @Test
    void choicesAreDifferentOnesAmongManyToo() {
        List<FakeCandidate> all = candidates(new int[60]);
        all.forEach(candidate -> candidate.inFlight = 3);
        all.get(59).inFlight = 0;
        double[] shares = shares(all, new LeastRequest(6, 1));
        assertThat(shares[59]).as("6 of 60").isBetween(0.09, 0.11);
    }

    @Test
    void weightsAreDividedByActiveCalls() {
        List<FakeCandidate> all = candidates(1, 4, 4);
        all.get(1).inFlight = 3;
        double[] shares = shares(all, new LeastRequest(2, 1));
        assertThat(shares).containsExactly(new double[] {1 / 6.0, 1 / 6.0, 4 / 6.0}, within());
        assertThat(shares(all, new LeastRequest(2, 0)))
                .as("bias 0 looks at weights only")
                .containsExactly(new double[] {1 / 9.0, 4 / 9.0, 4 / 9.0}, within());
        assertThat(shares(all, new LeastRequest(2, 0.5)))
                .as("the square root")
                .containsExactly(new double[] {1 / 7.0, 2 / 7.0, 4 / 7.0}, within());
    }

    /** Among many the shares are those of a sample; half are idle, half have nine calls: ten to one. */
    @Test
    void amongManySharesComeNearToThat() {
        int[] weights = new int[200];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = 1 + i % 3;
        }
        List<FakeCandidate> all = candidates(weights);
        double busyWeight = 0;
        double idleWeight = 0;
        for (int i = 0; i < weights.length; i++) {
            boolean busy = i % 2 == 0;
            all.get(i).inFlight = busy ? 9 : 0;
            busyWeight += busy ? weights[i] : 0;
            idleWeight += busy ? 0 : weights[i];
        }
        double idle = 0;
        double[] shares = shares(all, new LeastRequest(2, 1));
        for (int i = 1; i < shares.length; i += 2) {
            idle += shares[i];
        }
        double exact = idleWeight / (idleWeight + busyWeight / 10);
        assertThat(idle).isBetween(exact - 0.04, exact + 0.01);
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(0.012);
    }

    private double[] shares(List<FakeCandidate> all, LeastRequest numbers) {
        BalancerSettings plain = BalancerSettings.of("least-request");
        BalancerSettings settings =
                new BalancerSettings(plain.policy(), numbers, plain.hashing(), plain.orca(), plain.prequal());
        Picker<FakeCandidate> picker = new Balancer(settings, random).picker(all, 0);
        double[] shares = new double[all.size()];
        for (int i = 0; i < PICKS; i++) {
            shares[all.indexOf(picker.pick(new PickArgs(random).at(0, false, true)))]++;
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= PICKS;
        }
        return shares;
    }
}

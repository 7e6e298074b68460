package io.meshclient.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.stats.LoadReport;
import io.meshclient.stats.ServerLoad;
import io.meshclient.testing.VirtualTime;
import io.meshclient.time.RandomSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OrcaPickerTest extends PickerContract {

    private static final long SECOND = 1_000_000_000L;
    private static final LoadReport REPORT = new LoadReport(Map.of(LoadReport.CPU, 0.5));

    private final RandomSource random = VirtualTime.seeded(4);
    private final Balancer balancer = new Balancer(BalancerSettings.of("orca"), random);

    @Override
    protected Picker<FakeCandidate> picker(List<FakeCandidate> candidates, RandomSource source) {
        return Pickers.build("orca", candidates, source);
    }

    @Test
    void callsFollowTheReportedWeights() {
        List<FakeCandidate> all = candidates(1, 1, 1);
        weigh(all, 100, 200, 300);
        assertThat(turns(all, 10 * SECOND)).containsExactly(100, 200, 300);
    }

    @Test
    void whoReportsNothingWeighsTheAverage() {
        List<FakeCandidate> all = candidates(9, 1, 1);
        weigh(all, 0, 100, 300);
        assertThat(turns(all, 10 * SECOND)).containsExactly(200, 100, 300);
    }

    @Test
    void weightsOfTheSourceCountUntilTwoHaveReported() {
        List<FakeCandidate> all = candidates(1, 2, 3);
        weigh(all, 0, 0, 500);
        assertThat(turns(all, 10 * SECOND)).containsExactly(100, 200, 300);
        weigh(all, 100, 100, 100);
        assertThat(turns(all, 9 * SECOND)).as("blackout").containsExactly(100, 200, 300);
        assertThat(turns(all, 180 * SECOND)).as("expired").containsExactly(100, 200, 300);
    }

    @Test
    void weightZeroOfTheSourceStaysZero() {
        List<FakeCandidate> all = candidates(0, 1, 1);
        weigh(all, 900, 100, 200);
        assertThat(turns(all, 10 * SECOND)).containsExactly(0, 200, 400);
    }

    private static void weigh(List<FakeCandidate> all, double... weights) {
        for (int i = 0; i < weights.length; i++) {
            all.get(i).reportedLoad = weights[i] == 0 ? null : new ServerLoad(REPORT, weights[i], 0);
        }
    }

    private int[] turns(List<FakeCandidate> all, long now) {
        Picker<FakeCandidate> picker = balancer.picker(all, now);
        int[] turns = new int[all.size()];
        for (int i = 0; i < 120_000; i++) {
            turns[all.indexOf(picker.pick(new PickArgs(random).at(now, false, true)))]++;
        }
        for (int i = 0; i < turns.length; i++) {
            turns[i] = Math.round(turns[i] / 200f);
        }
        return turns;
    }
}

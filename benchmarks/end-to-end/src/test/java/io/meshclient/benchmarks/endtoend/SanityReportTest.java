package io.meshclient.benchmarks.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.benchmarks.endtoend.Sanity.Episode;
import io.meshclient.benchmarks.endtoend.contender.ContenderName;
import io.meshclient.benchmarks.endtoend.contender.PolicyCounts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who did not do the work is left out, with the reason. */
final class SanityReportTest {

    private static final List<Long> SPREAD = List.of(800L, 900L, 700L);
    private static final Episode ONE = episode(0, 1, 0);
    private static final Episode MADE_GOOD = episode(0, 7, 1);

    @Test
    void whoMakesEveryFaultGoodDidTheWork() {
        assertThat(verdict(SPREAD, ONE, MADE_GOOD, MADE_GOOD)).isEqualTo("did the work");
    }

    @Test
    void eachFailureIsToldByItsReason() {
        assertThat(verdict(List.of(2_390L, 5L, 5L), ONE, MADE_GOOD, MADE_GOOD)).contains("a backend was left out");
        assertThat(verdict(SPREAD, episode(1, 0, 0), MADE_GOOD, MADE_GOOD))
                .contains("a caller saw an error", "one 503 is one retry");
        assertThat(verdict(SPREAD, ONE, episode(0, 0, 0), MADE_GOOD)).contains("a bad backend was never met");
        assertThat(verdict(SPREAD, ONE, episode(0, 800, 0), MADE_GOOD)).contains("called again and again");
        assertThat(verdict(SPREAD, ONE, MADE_GOOD, episode(0, 7, 0))).contains("the dead backend was not taken out");
    }

    @Test
    void aContenderThatDidNotStartIsToldSo() {
        assertThat(SanityReport.failed(ContenderName.MESH, "no JVM").didTheWork())
                .isFalse();
    }

    private static String verdict(List<Long> spread, Episode one503, Episode sick, Episode dead) {
        SanityReport report = new SanityReport(ContenderName.MESH, spread, one503, sick, dead, "");
        String table = SanityReport.table(List.of(report)).toString();
        assertThat(table.contains("left out:")).isEqualTo(!report.didTheWork());
        return report.didTheWork() ? "did the work" : table;
    }

    private static Episode episode(long errors, long retries, long ejections) {
        return new Episode(errors, new PolicyCounts(retries, ejections));
    }
}

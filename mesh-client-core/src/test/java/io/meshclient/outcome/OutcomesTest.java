package io.meshclient.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.ConnectException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OutcomesTest {

    private static final long MS = 1_000_000;

    private static final Set<OutcomeKind> BLAMED = EnumSet.of(
            OutcomeKind.CONNECT_FAILURE, OutcomeKind.RESET, OutcomeKind.PER_TRY_TIMEOUT, OutcomeKind.CALL_TIMEOUT);

    private final AttemptReport answered =
            new AttemptReport("10.0.0.1:80", 0, Outcome.response(503, 4 * MS), Verdict.RETRYABLE_FAILURE);
    private final AttemptReport refused = new AttemptReport(
            "10.0.0.2:80",
            5 * MS,
            Outcome.failure(OutcomeKind.CONNECT_FAILURE, MS / 2, true, new ConnectException("refused")),
            Verdict.RETRYABLE_FAILURE);

    @Test
    void theEndpointIsBlamedForWhatIsItsOwn() {
        for (OutcomeKind kind : OutcomeKind.values()) {
            if (kind != OutcomeKind.RESPONSE) {
                Outcome outcome = Outcome.failure(kind, 1, false, null);
                assertThat(outcome.blamesEndpoint()).as(kind.token()).isEqualTo(BLAMED.contains(kind));
                assertThat(outcome.chargesPenalty())
                        .as(kind.token())
                        .isEqualTo(BLAMED.contains(kind) || kind == OutcomeKind.REFUSED_STREAM);
            }
        }
        for (int status : List.of(101, 200, 404, 429, 499, 500, 503, 599)) {
            assertThat(Outcome.response(status, 1).blamesEndpoint()).isEqualTo(status >= 500);
            assertThat(Outcome.response(status, 1).chargesPenalty()).isEqualTo(status >= 500 || status == 429);
        }
        assertThat(new Outcome(OutcomeKind.CACHE_HIT, 504, 1, -1, false, null).chargesPenalty())
                .isFalse();
    }

    @Test
    void aConnectFailureSaysWhatHappenedAtTheEndpointAndHowManyAddressesItHas() {
        ConnectException okhttps = new ConnectException("Failed to connect to orders/10.0.0.2:80");
        okhttps.initCause(new ConnectException("Connection refused: 10.0.0.2 port 8080"));
        okhttps.addSuppressed(new ConnectException("Failed to connect to orders/10.0.0.3:80"));
        Outcome outcome = Outcome.failure(OutcomeKind.CONNECT_FAILURE, MS, true, okhttps);
        assertThat(new AttemptReport("backend:8080", 0, outcome, Verdict.RETRYABLE_FAILURE))
                .hasToString("backend:8080 connect-failure after 1.0 ms (ConnectException: Connection refused:"
                        + " 10.0.0.2 port 8080, and 1 more suppressed)");
    }

    @Test
    void aTimeoutNeedsNoFurtherWords() {
        Outcome outcome =
                Outcome.failure(OutcomeKind.PER_TRY_TIMEOUT, 200 * MS, false, new InterruptedIOException("timeout"));
        assertThat(new AttemptReport("10.0.0.1:80", 0, outcome, Verdict.RETRYABLE_FAILURE))
                .hasToString("10.0.0.1:80 per-try-timeout after 200 ms");
    }

    @Test
    void aMessageListsEachAttemptAndWhyThereIsNoOther() {
        MeshException failure = new MeshException(
                report(StopReason.RETRIES_EXHAUSTED, null, answered, refused), new ConnectException("refused"));

        assertThat(failure)
                .hasMessage("orders: 2 attempts in 12 ms [10.0.0.1:80 503 after 4.0 ms; 10.0.0.2:80 connect-failure"
                        + " after 0.5 ms (ConnectException: refused)]; stopped: retry.max-retries is used up")
                .hasCauseInstanceOf(ConnectException.class);
        assertThat(failure.report().retries()).isEqualTo(1);
    }

    @Test
    void hedgesAreMarkedAndAreNoRetries() {
        AttemptReport hedge =
                new AttemptReport("10.0.0.3:80", MS, Outcome.response(200, 4 * MS), Verdict.SUCCESS, true);
        CallReport report = report(StopReason.ANSWERED, null, answered, hedge);

        assertThat(report.hedges()).isEqualTo(1);
        assertThat(report.retries()).isZero();
        assertThat(report.summary()).contains("; 10.0.0.3:80 (hedge) 200 after 4.0 ms]");
        assertThat(report.answeredByFallback().summary()).endsWith("; answered by the fallback");
    }

    @Test
    void aRefusalSaysWhatRefused() {
        MeshRefusedException refusal = new MeshRefusedException(
                RefusalReason.TOO_MANY_CALLS, report(StopReason.REFUSED, RefusalReason.TOO_MANY_CALLS), null);

        assertThat(refusal).hasMessage("orders: 0 attempts in 12 ms; stopped: max-concurrent-calls is reached");
        assertThat(refusal.reason()).isEqualTo(RefusalReason.TOO_MANY_CALLS);
        assertThat(refusal.report().retries()).isZero();
    }

    /** The message is made when it is asked for; the report, of which it is made, stays behind. */
    @Test
    void aRefusalSaysTheSameElsewhere() throws Exception {
        MeshRefusedException refusal = new MeshRefusedException(
                RefusalReason.SHED, report(StopReason.REFUSED, RefusalReason.SHED), new IOException("before"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(refusal);
        Object read = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

        assertThat((MeshRefusedException) read)
                .hasMessage(refusal.report().summary())
                .hasMessage(refusal.getMessage())
                .hasRootCauseMessage("before")
                .hasToString(refusal.toString())
                .extracting(MeshRefusedException::reason)
                .isEqualTo(RefusalReason.SHED);
    }

    @Test
    void aTimeoutReadsAsOkHttpsDoes() {
        IOException cause = new IOException("Canceled");

        assertThat(new MeshTimeoutException(report(StopReason.DEADLINE, null, answered), cause))
                .hasMessage("timeout: orders: 1 attempt in 12 ms [10.0.0.1:80 503 after 4.0 ms]; stopped: the call"
                        + " timeout leaves no time for another attempt")
                .hasCause(cause);
    }

    @Test
    void aReportIsFoundThroughCausesAndCycles() {
        CallReport report = report(StopReason.DEADLINE, null, answered);
        MeshException mesh = new MeshException(report, null);

        assertThat(CallReport.of(mesh)).isSameAs(report);
        assertThat(CallReport.of(new IllegalStateException(new RuntimeException(mesh))))
                .isSameAs(report);
        assertThat(CallReport.of(null)).isNull();
        assertThat(CallReport.of(new IOException("other"))).isNull();
        Exception one = new Exception();
        one.initCause(new Exception(one));
        assertThat(CallReport.of(one)).isNull();
    }

    @Test
    void wordsForMetersAreUniqueAndSimple() {
        List<Stream<String>> vocabularies = List.of(
                Arrays.stream(OutcomeKind.values()).map(OutcomeKind::token),
                Arrays.stream(RefusalReason.values()).map(RefusalReason::token),
                Arrays.stream(StopReason.values()).map(StopReason::token));
        vocabularies.forEach(
                words -> assertThat(words.toList()).doesNotHaveDuplicates().allMatch(word -> word.matches("[a-z-]+")));
    }

    @Test
    void timesReadWell() {
        assertThat(Millis.format(0)).isEqualTo("0.0 ms");
        assertThat(Millis.format(1_234_567)).isEqualTo("1.2 ms");
        assertThat(Millis.format(10 * MS)).isEqualTo("10 ms");
        assertThat(Millis.format(15_000 * MS)).isEqualTo("15,000 ms");
    }

    private static CallReport report(StopReason stop, RefusalReason refusal, AttemptReport... attempts) {
        return new CallReport("orders", List.of(attempts), stop, refusal, 12 * MS);
    }
}

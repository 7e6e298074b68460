package io.meshclient.okhttp.fault;

import static io.meshclient.okhttp.fault.Scene.call;
import static io.meshclient.okhttp.fault.Scene.get;
import static io.meshclient.okhttp.fault.Scene.kinds;
import static io.meshclient.okhttp.fault.Scene.post;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.meshclient.Mesh;
import io.meshclient.okhttp.fault.Scene.Answered;
import io.meshclient.outcome.AttemptReport;
import io.meshclient.outcome.MeshException;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.StopReason;
import io.meshclient.testing.LeakRule;
import java.io.IOException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers that are no good HTTP. What breaks before the headers is tried elsewhere if it may be; what breaks after, never. */
@Timeout(30)
final class BadAnswerTest {

    /** No headers that OkHttp would take. */
    enum BadHead {
        EMPTY(""),
        GARBAGE("\u0000\u0001\u0002 garbage \u00ff\u00fe\r\n\r\n"),
        OTHER_PROTOCOL("220 mail.example.com ESMTP\r\n"),
        NO_STATUS("HTTP/1.1 abc OK\r\n\r\n"),
        ENDLESS_STATUS_LINE("HTTP/1.1 200 " + "x".repeat(300_000) + "\r\n\r\n"),
        HUGE_HEADERS("HTTP/1.1 200 OK\r\nX-Huge: " + "x".repeat(300_000) + "\r\n\r\n"),
        CUT_HEADERS("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"),
        NO_CONTENT_WITH_CONTENT("HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nwrong");

        private final WireServer.Answer answer;

        BadHead(String bytes) {
            answer = WireServer.rawThenClose(bytes);
        }
    }

    /** Good headers, and a body that does not keep what they promise. */
    enum BadBody {
        SHORT("Content-Length: 10\r\n\r\nshort"),
        CUT_CHUNK("Transfer-Encoding: chunked\r\n\r\na\r\nshort"),
        NO_LAST_CHUNK("Transfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n"),
        NO_CHUNK_SIZE("Transfer-Encoding: chunked\r\n\r\nzzz\r\nshort\r\n0\r\n\r\n"),
        NO_GZIP("Connection: close\r\nContent-Encoding: gzip\r\nContent-Length: 22\r\n\r\nthis was never gzipped"),
        CUT_GZIP(
                "Connection: close\r\nContent-Encoding: gzip\r\nContent-Length: 10\r\n\r\n\u001f\u008b\b\u0000\u0000\u0000\u0000\u0000\u0000\u0003");

        private final WireServer.Answer answer;

        BadBody(String rest) {
            answer = WireServer.rawThenClose("HTTP/1.1 200 OK\r\n" + rest);
        }
    }

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final Scene scene = new Scene(leaks);

    @ParameterizedTest
    @EnumSource
    void badHeadIsTriedElsewhereIfItMayBe(BadHead bad) throws IOException {
        WireServer a = scene.server().usually(bad.answer);
        WireServer b = scene.server();
        OkHttpClient client = scene.client(a, b);
        for (int i = 0; i < 2; i++) { // round robin: one of the two asks the bad one first
            assertThat(call(client, get()).body()).isEqualTo("ok");
        }
        assertThat(a.seen()).as("the bad one").hasSizeBetween(1, 2);
        assertThat(b.seen()).as("the good one").hasSize(2);

        OkHttpClient alone = scene.client(a);
        int before = a.seen().size();
        MeshException failure = catchThrowableOfType(MeshException.class, () -> call(alone, post()));
        assertThat(kinds(failure.report())).containsExactly(OutcomeKind.RESET);
        AttemptReport attempt = failure.report().attempts().get(0);
        assertThat(attempt.outcome().neverSent()).isFalse();
        assertThat(failure.report().stop()).isEqualTo(StopReason.NOT_REPLAYABLE);
        assertThat(a.seen()).hasSize(before + 1);
    }

    @ParameterizedTest
    @EnumSource
    void badBodyIsTheCallersToSee(BadBody bad) throws IOException {
        WireServer a = scene.server().usually(bad.answer);
        OkHttpClient client = scene.client(a);
        int seen = 0;
        for (Request request : new Request[] {get(), post()}) {
            try (Response response = client.newCall(request).execute()) {
                assertThat(response.code()).isEqualTo(200);
                assertThat(requireNonNull(Mesh.reportOf(response)).stop()).isEqualTo(StopReason.ANSWERED);
                assertThat(catchThrowableOfType(
                                IOException.class, () -> response.body().string()))
                        .isNotNull();
            }
            assertThat(a.seen()).hasSize(++seen);
        }
    }

    /** Closed without a look, a bad body is nobody's failure. */
    @ParameterizedTest
    @EnumSource
    void badBodyThatNobodyReadsHarmsNobody(BadBody bad) throws IOException {
        WireServer a = scene.server().then(bad.answer, bad.answer);
        OkHttpClient client = scene.client(a);
        for (int i = 0; i < 2; i++) {
            client.newCall(get()).execute().close();
        }
        Answered answered = call(client, get());
        assertThat(answered.body()).isEqualTo("ok");
    }
}

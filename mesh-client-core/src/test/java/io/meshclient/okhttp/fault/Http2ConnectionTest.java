package io.meshclient.okhttp.fault;

import static io.meshclient.okhttp.fault.Scene.call;
import static io.meshclient.okhttp.fault.Scene.calling;
import static io.meshclient.okhttp.fault.Scene.get;
import static io.meshclient.okhttp.fault.Scene.kinds;
import static io.meshclient.okhttp.fault.Scene.post;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.meshclient.Mesh;
import io.meshclient.okhttp.fault.Scene.Answered;
import io.meshclient.outcome.MeshException;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.StopReason;
import io.meshclient.testing.LeakRule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GOAWAY, RST_STREAM and lost connections on HTTP/2, frame by frame: what was never processed is sent again, even a POST. */
@Timeout(30)
final class Http2ConnectionTest {

    private static final int CANCEL = 8;

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final Scene scene = new Scene(leaks);
    private final FrameServer server = leaks.closing(new FrameServer(null));

    private OkHttpClient client() {
        OkHttpClient plain = new OkHttpClient.Builder()
                .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
                .build();
        return scene.client(plain, List.of(server.endpoint()), orders -> {});
    }

    @Test
    void goAwayBelowOurStreamWasNeverProcessed() throws IOException {
        OkHttpClient client = client();
        call(client, get());
        server.then(request -> request.goAway(request.stream() - 2));
        Answered answered = call(client, post());
        assertThat(answered.code()).isEqualTo(200);
        assertThat(kinds(answered.report())).containsExactly(OutcomeKind.REFUSED_STREAM, OutcomeKind.RESPONSE);
        assertThat(answered.report().attempts().get(0).outcome().neverSent()).isTrue();
        assertThat(server.seen().stream().map(FrameServer.Request::bodyLength)).containsExactly(0, 2, 2);
        assertThat(server.accepted()).isEqualTo(2);
    }

    @Test
    void goAwayOfOurStreamAndThenNothingMayHaveBeenProcessed() throws IOException {
        FrameServer.Answer goes = request -> {
            request.goAway(request.stream());
            request.connection().drop();
        };
        OkHttpClient client = client();
        server.then(goes);
        Answered answered = call(client, get());
        assertThat(kinds(answered.report())).containsExactly(OutcomeKind.RESET, OutcomeKind.RESPONSE);
        assertThat(server.seen()).hasSize(2);

        OkHttpClient fresh = client();
        server.then(goes);
        MeshException failure = catchThrowableOfType(MeshException.class, () -> call(fresh, post()));
        assertThat(kinds(failure.report())).containsExactly(OutcomeKind.RESET);
        assertThat(failure.report().attempts().get(0).outcome().neverSent()).isFalse();
        assertThat(failure.report().stop()).isEqualTo(StopReason.NOT_REPLAYABLE);
        assertThat(server.seen()).hasSize(3);
    }

    @Test
    void goAwayWhileOurStreamRunsLetsItEnd() throws IOException {
        OkHttpClient client = client();
        server.then(request -> {
            request.headers();
            request.data("first ");
            request.goAway(request.stream());
            request.data("second ");
            request.end("third");
        });
        Answered answered = call(client, post());
        assertThat(answered.body()).isEqualTo("first second third");
        assertThat(kinds(answered.report())).containsExactly(OutcomeKind.RESPONSE);

        Answered next = call(client, post());
        assertThat(kinds(next.report())).as("on a new connection").containsExactly(OutcomeKind.RESPONSE);
        assertThat(server.accepted()).isEqualTo(2);
        await().untilAsserted(() -> assertThat(server.openConnections()).isOne());
    }

    /** All that RFC 9113 knows but REFUSED_STREAM. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 6, 8, 9, 10, 11, 12, 13})
    void resetWithAnotherCodeMayHaveBeenProcessed(int code) throws IOException {
        OkHttpClient client = client();
        call(client, get());
        server.then(request -> request.reset(code));
        Answered answered = call(client, get());
        assertThat(answered.code()).isEqualTo(200);
        assertThat(kinds(answered.report())).containsExactly(OutcomeKind.RESET, OutcomeKind.RESPONSE);

        server.then(request -> request.reset(code));
        MeshException failure = catchThrowableOfType(MeshException.class, () -> call(client, post()));
        assertThat(kinds(failure.report())).containsExactly(OutcomeKind.RESET);
        assertThat(failure.report().stop()).isEqualTo(StopReason.NOT_REPLAYABLE);
        assertThat(server.seen()).hasSize(4);
    }

    @Test
    void streamResetInTheBodyEndsTheBody() throws IOException {
        OkHttpClient client = client();
        server.then(request -> {
            request.headers();
            request.data("first");
            request.reset(CANCEL);
        });
        assertBodyBreaks(client);
        assertThat(call(client, get()).code()).isEqualTo(200);
    }

    @Test
    void connectionLostInTheBodyEndsTheBody() throws IOException {
        OkHttpClient client = client();
        server.then(request -> {
            request.headers();
            request.data("first");
            request.connection().drop();
        });
        assertBodyBreaks(client);
        assertThat(call(client, get()).code()).isEqualTo(200);
        assertThat(server.accepted()).isEqualTo(2);
    }

    private void assertBodyBreaks(OkHttpClient client) throws IOException {
        try (Response response = client.newCall(get()).execute()) {
            assertThat(requireNonNull(Mesh.reportOf(response)).stop()).isEqualTo(StopReason.ANSWERED);
            assertThat(catchThrowableOfType(
                            IOException.class, () -> response.body().string()))
                    .hasMessageStartingWith("stream was reset");
        }
        assertThat(server.seen()).as("a body is never asked for again").hasSize(1);
    }

    @ParameterizedTest(name = "RST: {0}")
    @ValueSource(booleans = {false, true})
    void allStreamsOfALostConnectionAreSentAgainIfTheyMayBe(boolean rst) throws Exception {
        OkHttpClient client = client();
        call(client, get()); // all others share its connection
        FrameServer.Answer silence = request -> {};
        server.then(silence, silence, silence, silence, silence, request -> {
            if (rst) {
                request.connection().abort();
            } else {
                request.connection().drop();
            }
        });
        List<CompletableFuture<Answered>> gets = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            gets.add(calling(client, get()));
        }
        List<CompletableFuture<Answered>> posts = List.of(calling(client, post()), calling(client, post()));
        await().until(() -> server.seen().size() == 6);
        gets.add(calling(client, get()));
        for (CompletableFuture<Answered> each : gets) {
            Answered answered = each.get(10, TimeUnit.SECONDS);
            assertThat(answered.code()).isEqualTo(200);
            assertThat(answered.report().attempts()).hasSize(2);
        }
        for (CompletableFuture<Answered> each : posts) {
            await().until(each::isDone);
            Throwable thrown = catchThrowableOfType(java.util.concurrent.ExecutionException.class, each::get)
                    .getCause();
            assertThat(thrown).isInstanceOf(MeshException.class);
            assertThat(((MeshException) thrown).report().stop()).isEqualTo(StopReason.NOT_REPLAYABLE);
        }
        assertThat(server.seen()).as("one, 4 GETs twice, 2 POSTs once").hasSize(1 + 8 + 2);
    }
}

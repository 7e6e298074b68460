package io.meshclient.okhttp.fault;

import static io.meshclient.okhttp.fault.Scene.call;
import static io.meshclient.okhttp.fault.Scene.endpoints;
import static io.meshclient.okhttp.fault.Scene.get;
import static io.meshclient.okhttp.fault.Scene.kinds;
import static io.meshclient.okhttp.fault.Scene.post;
import static io.meshclient.okhttp.fault.Scene.secure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.meshclient.okhttp.fault.Scene.Answered;
import io.meshclient.outcome.MeshException;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.StopReason;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.testing.LeakRule;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Idle connections that their server closed, over TLS and HTTP/2; {@link ReplayTest} has cleartext HTTP/1.1. */
@Timeout(30)
final class StaleConnectionTest {

    /** One failure that is charged would eject; one retry that is charged would be refused. */
    private static final Consumer<ServiceConfig.Builder> STRICT =
            orders -> orders.retry(r -> r.maxRetries(0)).outlier(o -> o.consecutiveFailures(1));

    private static final int CANCEL = 8;

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final Scene scene = new Scene(leaks);

    private WireServer secureServer() {
        return leaks.closing(new WireServer(Tls.server()));
    }

    private OkHttpClient client(Consumer<ServiceConfig.Builder> edit, WireServer... servers) {
        return scene.client(Tls.client().build(), endpoints(servers), edit);
    }

    @Test
    void deadTlsConnectionIsMadeGoodUncharged() throws IOException {
        WireServer a = secureServer();
        OkHttpClient client = client(STRICT, a);
        call(client, secure(get()));
        a.dropConnections();
        Answered answered = call(client, secure(get()));
        assertThat(answered.code()).isEqualTo(200);
        assertThat(kinds(answered.report())).containsExactly(OutcomeKind.STALE_CONNECTION, OutcomeKind.RESPONSE);
        assertThat(scene.orders().endpoint(a.endpoint()).state()).isEqualTo("available");
        assertThat(a.seen()).hasSize(2);
        assertThat(a.accepted()).isEqualTo(2);
    }

    @Test
    void postIsNotSentAgainForNobodyKnowsWhatLeft() throws IOException {
        WireServer a = secureServer();
        OkHttpClient client = client(orders -> {}, a);
        call(client, secure(get()));
        a.dropConnections();
        MeshException failure = catchThrowableOfType(MeshException.class, () -> call(client, secure(post())));
        assertThat(kinds(failure.report())).containsExactly(OutcomeKind.STALE_CONNECTION);
        assertThat(failure.report().stop()).isEqualTo(StopReason.NOT_REPLAYABLE);
        assertThat(a.seen()).hasSize(1);
        assertThat(call(client, secure(post())).code())
                .as("on a connection of its own")
                .isEqualTo(200);
    }

    @Test
    void onlyOneOfACallIsFree() throws IOException {
        WireServer a = secureServer();
        WireServer b = secureServer();
        OkHttpClient client = client(orders -> orders.retry(r -> r.maxRetries(0)), a, b);
        bothStale(client, a, b);
        MeshException failure = catchThrowableOfType(MeshException.class, () -> call(client, secure(get())));
        assertThat(kinds(failure.report())).containsExactly(OutcomeKind.STALE_CONNECTION, OutcomeKind.STALE_CONNECTION);
        assertThat(failure.report().stop()).isEqualTo(StopReason.RETRIES_EXHAUSTED);

        OkHttpClient another = client(orders -> orders.retry(r -> r.maxRetries(1)), a, b);
        bothStale(another, a, b);
        Answered answered = call(another, secure(get()));
        assertThat(kinds(answered.report()))
                .containsExactly(OutcomeKind.STALE_CONNECTION, OutcomeKind.STALE_CONNECTION, OutcomeKind.RESPONSE);
    }

    /** Round robin: a call each. */
    private static void bothStale(OkHttpClient client, WireServer a, WireServer b) throws IOException {
        int before = a.accepted() + b.accepted();
        call(client, secure(get()));
        call(client, secure(get()));
        assertThat(a.accepted() + b.accepted()).isEqualTo(before + 2);
        a.dropConnections();
        b.dropConnections();
    }

    private FrameServer http2(boolean tls) {
        return leaks.closing(new FrameServer(tls ? Tls.server() : null));
    }

    private OkHttpClient client(boolean tls, FrameServer server, Consumer<ServiceConfig.Builder> edit) {
        OkHttpClient plain = tls
                ? Tls.client().build()
                : new OkHttpClient.Builder()
                        .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
                        .build();
        return scene.client(plain, List.of(server.endpoint()), edit);
    }

    @ParameterizedTest(name = "TLS: {0}")
    @ValueSource(booleans = {false, true})
    void closedHttp2ConnectionIsNoticedBeforeItIsUsed(boolean tls) throws IOException {
        FrameServer server = http2(tls);
        OkHttpClient client = client(tls, server, STRICT);
        assertThat(call(client, tls ? secure(get()) : get()).response().protocol())
                .isEqualTo(tls ? Protocol.HTTP_2 : Protocol.H2_PRIOR_KNOWLEDGE);
        server.finishConnections();
        await().until(() -> server.openConnections() == 0);
        Answered answered = call(client, tls ? secure(post()) : post());
        assertThat(kinds(answered.report())).containsExactly(OutcomeKind.RESPONSE);
        assertThat(server.seen()).hasSize(2);
        assertThat(server.accepted()).isEqualTo(2);
    }

    @ParameterizedTest(name = "TLS: {0}")
    @ValueSource(booleans = {false, true})
    void lostHttp2ConnectionIsMadeGoodUncharged(boolean tls) throws IOException {
        FrameServer server = http2(tls);
        OkHttpClient client = client(tls, server, STRICT);
        Request get = tls ? secure(get()) : get();
        call(client, get);
        server.then(request -> request.connection().drop());
        Answered answered = call(client, get);
        assertThat(kinds(answered.report())).containsExactly(OutcomeKind.STALE_CONNECTION, OutcomeKind.RESPONSE);
        assertThat(scene.orders().endpoint(server.endpoint()).state()).isEqualTo("available");
        assertThat(server.seen()).hasSize(3);
        assertThat(server.accepted()).isEqualTo(2);
    }

    /** The connection lives, and only the stream is lost: the server means this request. OkHttp then closes it, though. */
    @ParameterizedTest(name = "TLS: {0}")
    @ValueSource(booleans = {false, true})
    void aResetStreamIsNoLostConnection(boolean tls) throws IOException {
        FrameServer server = http2(tls);
        OkHttpClient client = client(tls, server, orders -> {});
        Request get = tls ? secure(get()) : get();
        call(client, get);
        server.then(request -> request.reset(CANCEL));
        assertThat(kinds(call(client, get).report())).containsExactly(OutcomeKind.RESET, OutcomeKind.RESPONSE);
    }
}

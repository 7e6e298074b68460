package io.meshclient.okhttp.fault;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static io.meshclient.okhttp.fault.Scene.call;
import static io.meshclient.okhttp.fault.Scene.get;
import static io.meshclient.okhttp.fault.Scene.kinds;
import static io.meshclient.okhttp.fault.Scene.post;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.meshclient.Mesh;
import io.meshclient.okhttp.fault.Scene.Answered;
import io.meshclient.outcome.MeshException;
import io.meshclient.outcome.MeshTimeoutException;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.StopReason;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.testing.LeakRule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The faults of WireMock, of which two of three endpoints have one: by the answer, by the report, by what each server saw. */
@Timeout(30)
final class WireMockFaultTest {

    private static final WireMockServer A = started();
    private static final WireMockServer B = started();
    private static final WireMockServer GOOD = started();

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final Scene scene = new Scene(leaks);

    private static WireMockServer started() {
        WireMockServer server = new WireMockServer(
                options().dynamicPort().bindAddress("127.0.0.1").containerThreads(12));
        server.start();
        warm(server);
        return server;
    }

    /** The first request of a server may take longer than any time of these tests. */
    private static void warm(WireMockServer server) {
        try (InputStream any =
                URI.create(server.baseUrl() + "/__admin/health").toURL().openStream()) {
            any.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void reset() {
        leaks.expect("thread qtp"); // Jetty's live as long as the servers, which all tests share
        leaks.expect("thread Connector-Scheduler");
        Stream.of(A, B, GOOD).forEach(WireMockServer::resetAll);
        answer(GOOD, aResponse().withBody("ok"));
    }

    @AfterAll
    static void stop() {
        Stream.of(A, B, GOOD).forEach(WireMockServer::stop);
    }

    private static void answer(WireMockServer server, ResponseDefinitionBuilder response) {
        server.stubFor(any(anyUrl()).willReturn(response));
    }

    private OkHttpClient client(Consumer<ServiceConfig.Builder> edit, WireMockServer... servers) {
        List<String> endpoints =
                Stream.of(servers).map(server -> "127.0.0.1:" + server.port()).toList();
        return scene.client(endpoints, edit);
    }

    private static int seen(WireMockServer... servers) {
        return Stream.of(servers)
                .mapToInt(server -> server.getAllServeEvents().size())
                .sum();
    }

    private static void assertSeen(int count, WireMockServer... servers) {
        await().untilAsserted(() -> assertThat(seen(servers)).isEqualTo(count));
    }

    /** One resets before any byte, one closes, one talks nonsense: the request may have been read in all cases. */
    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"EMPTY_RESPONSE", "RANDOM_DATA_THEN_CLOSE", "CONNECTION_RESET_BY_PEER"})
    void idempotentCallsSurviveAndAPostIsNotSentAgain(Fault fault) throws IOException {
        answer(A, aResponse().withFault(fault));
        answer(B, aResponse().withFault(fault));
        int attempts = 0;
        OkHttpClient client = client(orders -> {}, A, B, GOOD);
        for (Request request : List.of(get(), get(), get(), withKey())) { // each endpoint is once the first
            Answered answered = call(client, request);
            assertThat(answered.body()).isEqualTo("ok");
            assertThat(answered.report().stop()).isEqualTo(StopReason.ANSWERED);
            List<OutcomeKind> kinds = kinds(answered.report());
            assertThat(kinds.subList(0, kinds.size() - 1)).allMatch(OutcomeKind.RESET::equals);
            attempts += kinds.size();
        }
        assertThat(attempts).as("two of three met a fault first").isGreaterThan(4);
        assertSeen(attempts, A, B, GOOD);

        OkHttpClient bad = client(orders -> {}, A, B);
        MeshException failure = catchThrowableOfType(MeshException.class, () -> call(bad, post()));
        assertThat(kinds(failure.report())).containsExactly(OutcomeKind.RESET);
        assertThat(failure.report().attempts().get(0).outcome().neverSent()).isFalse();
        assertThat(failure.report().stop()).isEqualTo(StopReason.NOT_REPLAYABLE);
        assertSeen(attempts + 1, A, B, GOOD);
    }

    private static Request withKey() {
        return post().newBuilder().header("Idempotency-Key", "1").build();
    }

    /** The headers came, so that there is an answer; its body breaks in the caller's hands, and the endpoint is charged. */
    @Test
    void malformedChunkFailsTheBodyAndIsNotSentAgain() throws IOException {
        answer(A, aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK));
        OkHttpClient client = client(orders -> orders.outlier(o -> o.consecutiveFailures(1)), A, GOOD);
        Response response = fromA(client);
        assertThat(response.code()).isEqualTo(200);
        assertThat(requireNonNull(Mesh.reportOf(response)).attempts()).hasSize(1);
        int before = seen(A, GOOD);
        try (response) {
            assertThat(catchThrowableOfType(
                            IOException.class, () -> response.body().string()))
                    .isNotNull();
        }
        assertThat(scene.orders().endpoint("127.0.0.1:" + A.port()).state()).isEqualTo("ejected");
        assertSeen(before, A, GOOD);
    }

    /** Round robin: the first or the second call goes there. */
    private static Response fromA(OkHttpClient client) throws IOException {
        Response response = client.newCall(get()).execute();
        if (requireNonNull(Mesh.reportOf(response)).attempts().get(0).endpoint().endsWith(":" + A.port())) {
            return response;
        }
        response.close();
        return client.newCall(get()).execute();
    }

    @Test
    void dribbleIsReadToItsEndUnlessTheCallTimeoutCoversTheBody() throws IOException {
        answer(A, aResponse().withBody("0123456789").withChunkedDribbleDelay(10, 1_000));
        Answered answered = call(client(orders -> orders.callTimeout(Duration.ofMillis(600)), A), get());
        assertThat(answered.body()).isEqualTo("0123456789");

        OkHttpClient covered =
                client(orders -> orders.callTimeout(Duration.ofMillis(600)).callTimeoutCoversBody(true), A);
        try (Response response = covered.newCall(get()).execute()) {
            MeshTimeoutException late = catchThrowableOfType(
                    MeshTimeoutException.class, () -> response.body().string());
            assertThat(late.report().stop()).isEqualTo(StopReason.DEADLINE);
            assertThat(kinds(late.report())).containsExactly(OutcomeKind.RESPONSE);
        }
        assertSeen(2, A);
    }

    @Test
    void delayBeyondThePerTryTimeoutIsLeftForAnotherEndpoint() throws IOException {
        answer(A, aResponse().withBody("late").withFixedDelay(10_000));
        leaks.expect("socket from port " + A.port()); // where it sleeps on
        Consumer<ServiceConfig.Builder> quick = orders -> orders.perTryTimeout(Duration.ofMillis(800));
        OkHttpClient client = client(quick, A, GOOD);
        Answered answered = call(client, get());
        if (answered.report().attempts().size() == 1) {
            answered = call(client, get()); // round robin: the other is the first now
        }
        assertThat(answered.body()).isEqualTo("ok");
        assertThat(kinds(answered.report())).containsExactly(OutcomeKind.PER_TRY_TIMEOUT, OutcomeKind.RESPONSE);

        MeshException failure = catchThrowableOfType(MeshException.class, () -> call(client(quick, A), post()));
        assertThat(kinds(failure.report())).containsExactly(OutcomeKind.PER_TRY_TIMEOUT);
        assertThat(failure.report().stop()).isEqualTo(StopReason.NOT_REPLAYABLE);
    }

    @Test
    void delayWithinTheTimesIsWaitedFor() throws IOException {
        answer(A, aResponse().withBody("late").withFixedDelay(200));
        Answered answered = call(client(orders -> orders.perTryTimeout(Duration.ofSeconds(10)), A, GOOD), get());
        assertThat(answered.report().attempts()).hasSize(1);
    }
}

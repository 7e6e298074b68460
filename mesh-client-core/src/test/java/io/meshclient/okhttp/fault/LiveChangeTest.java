package io.meshclient.okhttp.fault;

import static io.meshclient.okhttp.fault.Scene.call;
import static io.meshclient.okhttp.fault.Scene.endpoints;
import static io.meshclient.okhttp.fault.Scene.get;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.meshclient.Mesh;
import io.meshclient.outcome.CallReport;
import io.meshclient.outcome.MeshRefusedException;
import io.meshclient.outcome.RefusalReason;
import io.meshclient.policy.MeshConfig;
import io.meshclient.testing.Garbage;
import io.meshclient.testing.LeakRule;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The configuration changes, endpoints go, the mesh closes: calls under way do not notice. */
@Timeout(40)
final class LiveChangeTest {

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final Scene scene = new Scene(leaks);

    private static MeshConfig config(String service, String... endpoints) {
        return MeshConfig.builder()
                .service(service, orders -> orders.endpoints(endpoints))
                .build();
    }

    private static CompletableFuture<Integer> calling(OkHttpClient client) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return call(client, get()).code();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void servicesComeAndGo() throws IOException {
        WireServer a = scene.server();
        OkHttpClient client = scene.client(a);
        Request payments = new Request.Builder().url("http://payments/").build();
        scene.mesh()
                .update(MeshConfig.builder()
                        .strict(true)
                        .service("orders", orders -> orders.endpoints(a.endpoint()))
                        .service("payments", orders -> orders.endpoints(a.endpoint()))
                        .build());
        assertThat(call(client, payments).report().service()).isEqualTo("payments");
        scene.mesh()
                .update(MeshConfig.builder()
                        .strict(true)
                        .service("orders", orders -> orders.endpoints(a.endpoint()))
                        .build());
        Throwable failure = catchThrowable(() -> call(client, payments));
        assertThat(failure).isExactlyInstanceOf(MeshRefusedException.class);
        assertThat(requireNonNull(CallReport.of(failure)).refusal()).isEqualTo(RefusalReason.UNKNOWN_SERVICE);
        assertThat(call(client, get()).code()).isEqualTo(200);
    }

    @Test
    void stateOfEndpointsThatStaySurvives() throws IOException {
        WireServer a = scene.server().usually(WireServer.text(500, "no"));
        WireServer b = scene.server();
        OkHttpClient client = scene.client(endpoints(a, b), orders -> orders.outlier(o -> o.consecutiveFailures(1)));
        call(client, get());
        call(client, get());
        assertThat(scene.orders().endpoint(a.endpoint()).state()).isEqualTo("ejected");
        WireServer c = scene.server();
        scene.mesh().update(config("orders", a.endpoint(), b.endpoint(), c.endpoint()));
        assertThat(scene.orders().endpoint(a.endpoint()).state()).isEqualTo("ejected");
        assertThat(scene.orders().endpoint(c.endpoint()).state()).isEqualTo("available");
    }

    @Test
    void removedEndpointDrainsAndItsConnectionsClose() throws Exception {
        CountDownLatch finish = new CountDownLatch(1);
        WireServer a = scene.server();
        WireServer b = scene.server();
        OkHttpClient client = scene.client(a);
        call(client, get());
        a.then(WireServer.after(finish, WireServer.text(200, "ok")));
        CompletableFuture<Integer> running = calling(client);
        await().until(() -> a.seen().size() == 2);
        scene.mesh().update(config("orders", b.endpoint()));
        assertThat(call(client, get()).code()).isEqualTo(200);
        assertThat(b.seen()).hasSize(1);
        assertThat(a.openConnections()).isOne();
        finish.countDown();
        assertThat(running.get(5, TimeUnit.SECONDS)).isEqualTo(200);
        await().untilAsserted(() -> assertThat(a.openConnections()).isZero());
    }

    @Test
    void connectionsOfAClientThatIsGarbageAreClosedWhenTheNextIsWrapped() throws IOException {
        WireServer a = scene.server();
        OkHttpClient plain = leaks.client(new OkHttpClient());
        Mesh mesh = scene.mesh(config("orders", a.endpoint()));
        for (int tenant = 0; tenant < 3; tenant++) {
            call(mesh.wrap(plain), get());
        }
        assertThat(a.openConnections()).isPositive();
        Garbage.collectedUntil(() -> {
            mesh.wrap(plain);
            assertThat(a.openConnections()).isZero();
        });
    }

    @Test
    void connectionsOfAClientThatIsGarbageAreClosedWithTheMesh() throws IOException {
        WireServer a = scene.server();
        OkHttpClient plain = leaks.client(new OkHttpClient());
        Mesh mesh = scene.mesh(config("orders", a.endpoint()));
        WeakReference<OkHttpClient> dropped = callOnce(mesh, plain);
        Garbage.collectedUntil(() -> assertThat(dropped.get()).isNull());
        assertThat(a.openConnections()).isOne();
        mesh.close();
        await().untilAsserted(() -> assertThat(a.openConnections()).isZero());
    }

    private static WeakReference<OkHttpClient> callOnce(Mesh mesh, OkHttpClient plain) throws IOException {
        OkHttpClient wrapped = mesh.wrap(plain);
        call(wrapped, get());
        return new WeakReference<>(wrapped);
    }

    @Test
    void bodyThatNobodyClosesIsGivenBackByTheGarbageCollector() throws IOException {
        WireServer a = scene.server().usually(WireServer.raw("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort"));
        OkHttpClient client = scene.client(a);
        leaks.expect("was leaked");
        leak(client);
        assertThat(scene.orders().callsInFlight()).isOne();
        Garbage.collectedUntil(() -> assertThat(scene.orders().callsInFlight()).isZero());
        assertThat(scene.orders().endpoint(a.endpoint()).inFlight()).isZero();
        pruneNow(client, a);
    }

    /** OkHttp looks for leaks when a connection becomes idle, or a minute later, when another test would hear of it. */
    private static void pruneNow(OkHttpClient client, WireServer server) {
        server.usually(WireServer.text(200, "ok"));
        Garbage.collectedUntil(() -> {
            call(client, get());
            assertThat(server.openConnections()).as("but for the idle one").isOne();
        });
    }

    @SuppressWarnings("MustBeClosedChecker")
    private static void leak(OkHttpClient client) throws IOException {
        Response forgotten = client.newCall(get()).execute();
        assertThat(forgotten.code()).isEqualTo(200);
    }

    @Test
    void closeWaitsForCallsInFlight() throws Exception {
        closeWaits(mesh -> {});
    }

    @Test
    void closeWaitsForCallsOfServicesThatAreGone() throws Exception {
        closeWaits(mesh -> mesh.update(MeshConfig.builder().build()));
    }

    private void closeWaits(java.util.function.Consumer<Mesh> before) throws Exception {
        CountDownLatch finish = new CountDownLatch(1);
        WireServer a = scene.server().usually(WireServer.after(finish, WireServer.text(200, "ok")));
        OkHttpClient client = scene.client(a);
        CompletableFuture<Integer> running = calling(client);
        await().until(() -> a.seen().size() == 1);
        before.accept(scene.mesh());
        CompletableFuture<Void> closing = CompletableFuture.runAsync(scene.mesh()::close);
        await().during(Duration.ofMillis(300)).until(() -> !closing.isDone());
        finish.countDown();
        assertThat(running.get(5, TimeUnit.SECONDS)).isEqualTo(200);
        closing.get(5, TimeUnit.SECONDS);
    }
}

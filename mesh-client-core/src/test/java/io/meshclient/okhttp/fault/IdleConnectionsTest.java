package io.meshclient.okhttp.fault;

import static io.meshclient.okhttp.fault.Scene.calling;
import static io.meshclient.okhttp.fault.Scene.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.Mesh;
import io.meshclient.okhttp.fault.Scene.Answered;
import io.meshclient.policy.ConnectionBuilder;
import io.meshclient.policy.MeshConfig;
import io.meshclient.testing.LeakRule;
import io.meshclient.testing.SilentProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How many idle connections an endpoint keeps, and for how long; a configuration that is swapped counts at once. */
@Timeout(30)
final class IdleConnectionsTest {

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final Scene scene = new Scene(leaks);
    private final WireServer server = scene.server();
    private final SilentProxy proxy = leaks.closing(new SilentProxy(server.endpoint()));

    private MeshConfig config(Consumer<ConnectionBuilder> edit) {
        return MeshConfig.builder()
                .service("orders", orders -> orders.endpoints(proxy.endpoint()).connection(edit))
                .build();
    }

    /** So many calls at once, all of which have been answered. */
    private void calls(OkHttpClient client, int together) {
        CountDownLatch latch = new CountDownLatch(1);
        server.usually(WireServer.after(latch, WireServer.text(200, "ok")));
        int before = server.seen().size();
        List<CompletableFuture<Answered>> calls = new ArrayList<>();
        for (int i = 0; i < together; i++) {
            calls.add(calling(client, get()));
        }
        await().until(() -> server.seen().size() == before + together);
        latch.countDown();
        calls.forEach(CompletableFuture::join);
    }

    @Test
    void usuallyThoseOfABurstStay() {
        OkHttpClient client =
                scene.clientOf(Mesh.builder().config(config(c -> {})).build());
        calls(client, 8);
        calls(client, 8);
        assertThat(proxy.accepted()).isEqualTo(8);
        assertThat(proxy.open()).isEqualTo(8);
    }

    @Test
    void moreThanAreKeptAreClosed() {
        OkHttpClient client =
                scene.clientOf(Mesh.builder().config(config(c -> c.maxIdle(2))).build());
        calls(client, 6);
        await().untilAsserted(() -> assertThat(proxy.open()).isEqualTo(2));
    }

    @Test
    void afterATimeIdleOnesAreClosed() {
        OkHttpClient client = scene.clientOf(Mesh.builder()
                .config(config(c -> c.idleTimeout(Duration.ofMillis(200))))
                .build());
        calls(client, 3);
        await().untilAsserted(() -> assertThat(proxy.open()).isZero());
    }

    @Test
    void aNewBoundCountsAtTheNextCall() {
        OkHttpClient client =
                scene.clientOf(Mesh.builder().config(config(c -> {})).build());
        calls(client, 4);
        assertThat(proxy.open()).isEqualTo(4);
        scene.mesh().update(config(c -> c.maxIdle(1)));
        calls(client, 1);
        await().untilAsserted(() -> assertThat(proxy.open()).isOne());
        assertThat(proxy.accepted()).isEqualTo(5);
    }
}

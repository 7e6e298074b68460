package io.meshclient.okhttp.fault;

import static io.meshclient.okhttp.fault.Late.hedged;
import static io.meshclient.okhttp.fault.Scene.call;
import static io.meshclient.okhttp.fault.Scene.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.policy.MeshConfig;
import io.meshclient.testing.LeakRule;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * An attempt that lost against another brings its HTTP/2 connection back to the pool a moment after its call has ended. If its endpoint
 * is gone by then, or the mesh closed, nobody would ever close that connection.
 */
@Timeout(30)
final class LoserConnectionTest {

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final Scene scene = new Scene(leaks);
    private final CountDownLatch reset = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    /** The attempt at the slow one has lost, and stays where it is until everything is closed. */
    private Response held(Interceptor.Chain chain) throws IOException {
        try {
            return chain.proceed(chain.request());
        } catch (IOException e) {
            reset.countDown();
            awaitClosing();
            throw e;
        }
    }

    private void awaitClosing() {
        try {
            assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private FrameServer slow(FrameServer quick) throws Exception {
        FrameServer slow = leaks.closing(new FrameServer(null)).usually(request -> {});
        OkHttpClient plain = new OkHttpClient.Builder()
                .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
                .addNetworkInterceptor(this::held)
                .build();
        OkHttpClient client = scene.client(plain, List.of(slow.endpoint(), quick.endpoint()), hedged());
        for (int i = 0; i < 2; i++) { // whichever is asked first
            assertThat(call(client, get()).code()).isEqualTo(200);
        }
        assertThat(reset.await(10, TimeUnit.SECONDS)).as("the slow one lost").isTrue();
        assertThat(slow.openConnections()).isOne();
        return slow;
    }

    @Test
    void isClosedThoughItsEndpointWasRemovedBefore() throws Exception {
        FrameServer quick = leaks.closing(new FrameServer(null));
        FrameServer slow = slow(quick);
        scene.mesh()
                .update(MeshConfig.builder()
                        .service("orders", orders -> orders.endpoints(quick.endpoint()))
                        .build());
        closed.countDown();
        await().untilAsserted(() -> assertThat(slow.openConnections()).isZero());
        assertThat(quick.openConnections()).as("that of who is still there").isOne();
    }

    @Test
    void isClosedThoughTheMeshWasBefore() throws Exception {
        FrameServer quick = leaks.closing(new FrameServer(null));
        FrameServer slow = slow(quick);
        scene.mesh().close();
        closed.countDown();
        await().untilAsserted(() -> assertThat(slow.openConnections()).isZero());
        await().untilAsserted(() -> assertThat(quick.openConnections()).isZero());
    }
}

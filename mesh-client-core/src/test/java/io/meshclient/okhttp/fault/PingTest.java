package io.meshclient.okhttp.fault;

import static io.meshclient.okhttp.fault.Scene.call;
import static io.meshclient.okhttp.fault.Scene.calling;
import static io.meshclient.okhttp.fault.Scene.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.okhttp.fault.Scene.Answered;
import io.meshclient.testing.LeakRule;
import io.meshclient.testing.SilentProxy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** HTTP/2 connections are pinged, though the wrapped client says nothing of it; a dead one ends what waits on it. */
@Timeout(30)
final class PingTest {

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final Scene scene = new Scene(leaks);
    private final FrameServer server = leaks.closing(new FrameServer(null));

    private OkHttpClient client(String endpoint, Duration interval) {
        OkHttpClient plain = new OkHttpClient.Builder()
                .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
                .readTimeout(Duration.ZERO)
                .build();
        return scene.client(
                plain,
                List.of(endpoint),
                orders -> orders.connection(c -> c.pingInterval(interval))
                        .callTimeout(Duration.ZERO)
                        .retry(retry -> retry.enabled(false)));
    }

    @Test
    void idleConnectionsArePinged() throws IOException {
        OkHttpClient client = client(server.endpoint(), Duration.ofMillis(50));
        call(client, get());
        await().until(() -> server.pings() >= 5);
        call(client, get());
        assertThat(server.accepted()).isOne();
    }

    @Test
    void aStreamOnADeadConnectionEndsWithinTwoIntervals() {
        SilentProxy proxy = leaks.closing(new SilentProxy(server.endpoint()));
        OkHttpClient client = client(proxy.endpoint(), Duration.ofMillis(500));
        server.then(FrameServer.Request::headers);
        CompletableFuture<Answered> stream = calling(client, get());
        await().until(() -> server.pings() >= 1);
        proxy.swallow();
        await().atMost(Duration.ofSeconds(5)).until(stream::isCompletedExceptionally);
    }

    @Test
    void zeroSendsNone() throws IOException {
        OkHttpClient client = client(server.endpoint(), Duration.ZERO);
        call(client, get());
        assertThat(server.pings()).isZero();
    }
}

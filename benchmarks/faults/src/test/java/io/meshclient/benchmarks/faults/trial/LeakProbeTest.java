package io.meshclient.benchmarks.faults.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.benchmarks.faults.server.Http1;
import io.meshclient.benchmarks.faults.server.TcpServer;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

/** The probe finds each kind of leak, and none where there is none. */
final class LeakProbeTest {

    private final Trial trial = new Trial(true, Path.of("target"));

    @Test
    void nothingIsLeftOfCallsThatEnded() throws Exception {
        LeakProbe probe = new LeakProbe(Duration.ofSeconds(1));
        try (TcpServer server = TcpServer.start(Http1.healthy());
                Stand stand = trial.stand(List.of(server.endpoint()))) {
            assertThat(stand.calls(Stand.request("http"), 20, 4)).noneMatch(Seen::isLost);
            assertThat(LeakProbe.inFlight(stand.mesh()).isMet()).isTrue();
            assertThat(probe.open(9).isMet()).isTrue();
            assertThat(probe.open(1).isMet())
                    .as("a listener and both ends of a connection")
                    .isFalse();
        }
        assertThat(probe.afterwards()).allMatch(Measure::isMet);
    }

    @Test
    void bodyThatNobodyClosesIsFound() throws Exception {
        try (TcpServer server = TcpServer.start(Http1.healthy());
                Stand stand = trial.stand(List.of(server.endpoint()))) {
            Response open = stand.client().newCall(Stand.request("http")).execute();
            assertThat(LeakProbe.inFlight(stand.mesh()).value())
                    .as("the call and its attempt")
                    .isEqualTo(2);
            open.close();
        }
    }

    @Test
    void socketAndThreadAreFound() throws Exception {
        LeakProbe probe = new LeakProbe(Duration.ofMillis(20));
        CountDownLatch end = new CountDownLatch(1);
        Thread lasting = new Thread(() -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        lasting.start();
        try (ServerSocket socket = new ServerSocket(0)) {
            assertThat(probe.afterwards()).as(socket.toString()).noneMatch(Measure::isMet);
        } finally {
            end.countDown();
        }
    }
}

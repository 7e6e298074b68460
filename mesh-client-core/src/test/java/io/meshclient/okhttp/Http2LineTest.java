package io.meshclient.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.testing.VirtualTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import okhttp3.Dns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a connection is silent, and for how long that may be. */
final class Http2LineTest {

    private static final long SECOND = 1_000_000_000L;

    private final VirtualTime time = new VirtualTime();
    private final ServerSocket listener;
    private final EndpointSocket socket;
    private Socket server = new Socket();

    Http2LineTest() throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        Endpoint endpoint = Endpoint.parse("127.0.0.1:" + listener.getLocalPort());
        socket = new EndpointSocket(new EndpointAddress(endpoint, Dns.SYSTEM, time), null);
    }

    @BeforeEach
    void connect() throws IOException {
        socket.connect(new InetSocketAddress("127.0.0.1", listener.getLocalPort()), 1_000);
        server = listener.accept();
        hear();
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
        server.close();
        listener.close();
    }

    private void hear() throws IOException {
        server.getOutputStream().write(1);
        socket.getInputStream().read();
    }

    private long now() {
        return time.nanos();
    }

    private boolean timedOut(Http2Line line, long since) {
        return line.timedOut(line.bytesIn(), since, now(), 3);
    }

    @Test
    void itIsSilentFromItsLastByteOn() throws IOException {
        Http2Line line = new Http2Line(socket, socket);
        time.advance(Duration.ofSeconds(12));
        assertThat(line.isSilentFor(12 * SECOND, now())).isFalse();
        time.advance(Duration.ofNanos(1));
        assertThat(line.isSilentFor(12 * SECOND, now())).isTrue();
        hear();
        assertThat(line.isSilentFor(12 * SECOND, now())).isFalse();
        time.advance(Duration.ofSeconds(13));
        socket.close();
        assertThat(line.isSilentFor(12 * SECOND, now())).as("closed").isFalse();
    }

    @Test
    void timeoutsCountOnlyInOneSilence() throws IOException {
        Http2Line line = new Http2Line(socket, socket);
        long since = now();
        time.advance(Duration.ofSeconds(2));
        assertThat(timedOut(line, since)).isFalse();
        assertThat(timedOut(line, since)).isFalse();
        long before = line.bytesIn();
        hear();
        assertThat(line.timedOut(before, since, now(), 3)).as("something came").isFalse();
        assertThat(timedOut(line, since)).isFalse();
        assertThat(timedOut(line, since)).isFalse();
        assertThat(timedOut(line, since)).isTrue();
    }

    @Test
    void aShortPauseIsNoSilence() {
        Http2Line line = new Http2Line(socket, socket);
        long since = now();
        time.advance(Duration.ofMillis(999));
        for (int i = 0; i < 10; i++) {
            assertThat(timedOut(line, since)).isFalse();
        }
        time.advance(Duration.ofMillis(1));
        assertThat(timedOut(line, now())).as("since the first began").isTrue();
    }

    @Test
    void whoWasNeverHeardIsNotGivenUp() throws IOException {
        try (EndpointSocket fresh =
                new EndpointSocket(new EndpointAddress(Endpoint.parse("127.0.0.1:1"), Dns.SYSTEM, time), null)) {
            Http2Line line = new Http2Line(fresh, fresh);
            time.advance(Duration.ofSeconds(5));
            for (int i = 0; i < 10; i++) {
                assertThat(timedOut(line, 0)).isFalse();
            }
        }
    }

    @Test
    void withoutPingsItIsClosedAfterAnotherMinuteOfSilence() throws IOException {
        Http2Line heard = new Http2Line(socket, socket);
        heard.closeIfSilent(time.runtime().timers());
        time.advance(Duration.ofSeconds(59));
        hear();
        time.advance(Duration.ofSeconds(1));
        assertThat(heard.isClosed()).isFalse();
        heard.closeIfSilent(time.runtime().timers());
        time.advance(Duration.ofSeconds(59));
        assertThat(heard.isClosed()).isFalse();
        time.advance(Duration.ofSeconds(1));
        assertThat(heard.isClosed()).isTrue();
    }
}

package io.meshclient.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.testing.Garbage;
import io.meshclient.testing.VirtualTime;
import java.net.Socket;
import okhttp3.Connection;
import okhttp3.Handshake;
import okhttp3.Protocol;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When a connection has been used long enough. */
final class ConnectionAgesTest {

    private static final long SECOND = 1_000_000_000L;

    private final VirtualTime time = new VirtualTime();
    private final ConnectionAges ages = new ConnectionAges();

    @Test
    void itIsOverAfterItsTimeOrUpToATenthEarlier() {
        int early = 0;
        for (int i = 0; i < 1_000; i++) {
            Connection connection = new FakeConnection();
            assertThat(isOver(connection, 0)).as("new").isFalse();
            assertThat(isOver(connection, 89 * SECOND)).isFalse();
            early += isOver(connection, 95 * SECOND) ? 1 : 0;
            assertThat(isOver(connection, 100 * SECOND)).isTrue();
        }
        assertThat(early).as("half of them").isBetween(420, 580);
    }

    @Test
    void aConnectionThatIsNoMoreIsForgotten() {
        @Nullable Connection connection = new FakeConnection();
        isOver(connection, 0);
        assertThat(ages.size()).isEqualTo(1);
        connection = null;
        Garbage.collectedUntil(() -> assertThat(ages.size()).isZero());
    }

    private boolean isOver(Connection connection, long now) {
        return ages.isOver(connection, now, 100 * SECOND, time.random());
    }

    private static final class FakeConnection implements Connection {
        @Override
        public Route route() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket socket() {
            throw new UnsupportedOperationException();
        }

        @Override
        public @Nullable Handshake handshake() {
            return null;
        }

        @Override
        public Protocol protocol() {
            return Protocol.HTTP_1_1;
        }
    }
}

package io.meshclient.okhttp.fault;

import static io.meshclient.okhttp.fault.Scene.call;
import static io.meshclient.okhttp.fault.Scene.calling;
import static io.meshclient.okhttp.fault.Scene.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.okhttp.fault.Scene.Answered;
import io.meshclient.policy.ConnectionBuilder;
import io.meshclient.testing.LeakRule;
import io.meshclient.testing.SilentProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The name of an endpoint gets another address while its connection is busy: new calls go there, and none is lost. */
@Timeout(30)
final class AddressChangeTest {

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final Scene scene = new Scene(leaks);
    private final FrameServer server = leaks.closing(new FrameServer(null));
    private final SilentProxy old = leaks.closing(new SilentProxy("127.0.0.1", 0, server.endpoint()));
    private final SilentProxy fresh = leaks.closing(new SilentProxy("127.0.0.2", old.port(), server.endpoint()));
    private final Names names = new Names();

    private OkHttpClient client(Consumer<ConnectionBuilder> edit) {
        OkHttpClient plain = new OkHttpClient.Builder()
                .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
                .dns(names)
                .build();
        return scene.client(plain, List.of("backend.internal:" + old.port()), orders -> orders.connection(edit));
    }

    private CompletableFuture<Answered> stream(OkHttpClient client) {
        server.then(FrameServer.Request::headers);
        CompletableFuture<Answered> stream = calling(client, get());
        await().until(() -> !server.seen().isEmpty());
        return stream;
    }

    private void moves(OkHttpClient client) throws IOException {
        CompletableFuture<Answered> stream = stream(client);
        call(client, get());
        names.addresses = List.of("127.0.0.2");
        await().pollInterval(Duration.ofMillis(20)).until(() -> {
            assertThat(call(client, get()).code()).isEqualTo(200);
            return fresh.accepted() == 1;
        });
        assertThat(old.accepted()).isOne();
        assertThat(stream).isNotDone();
        server.seen().get(0).end("in peace");
        assertThat(stream.join().body()).isEqualTo("in peace");
        await().untilAsserted(() -> assertThat(old.open()).isZero());
        assertThat(fresh.open()).isOne();
    }

    @Test
    void aBusyConnectionIsRenewedByItsAge() throws IOException {
        moves(client(c -> c.maxAge(Duration.ofMillis(300)).resolveInterval(Duration.ZERO)));
    }

    @Test
    @DisplayName("Pain 6: a busy pool never sees that DNS has changed")
    void connectionsToAnAddressThatIsGoneDrain() throws IOException {
        moves(client(c -> c.resolveInterval(Duration.ofMillis(200))));
    }

    @Test
    void anAddressThatIsStillThereKeepsItsConnections() throws IOException {
        OkHttpClient client = client(c -> c.resolveInterval(Duration.ofMillis(50)));
        call(client, get());
        names.addresses = List.of("127.0.0.2", "127.0.0.1");
        callsUntilAsked(client, 3);
        names.addresses = List.of(); // the name server is away
        callsUntilAsked(client, 3);
        assertThat(old.accepted()).isOne();
        assertThat(fresh.accepted()).isZero();
    }

    private void callsUntilAsked(OkHttpClient client, int more) {
        int before = names.asked.get();
        await().pollInterval(Duration.ofMillis(20)).until(() -> {
            assertThat(call(client, get()).code()).isEqualTo(200);
            return names.asked.get() >= before + more;
        });
    }

    @Test
    void withoutAnIntervalNobodyAsks() throws IOException {
        OkHttpClient client = client(c -> c.resolveInterval(Duration.ZERO));
        for (int i = 0; i < 20; i++) {
            call(client, get());
        }
        assertThat(names.asked.get()).isOne();
    }

    private static final class Names implements Dns {
        private final AtomicInteger asked = new AtomicInteger();
        private volatile List<String> addresses = List.of("127.0.0.1");

        @Override
        public List<InetAddress> lookup(String host) throws UnknownHostException {
            asked.incrementAndGet();
            if (addresses.isEmpty()) {
                throw new UnknownHostException(host);
            }
            return addresses.stream().map(Names::address).toList();
        }

        private static InetAddress address(String literal) {
            try {
                return InetAddress.getByName(literal);
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(e);
            }
        }
    }
}

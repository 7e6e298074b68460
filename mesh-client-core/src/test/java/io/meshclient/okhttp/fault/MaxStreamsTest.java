package io.meshclient.okhttp.fault;

import static io.meshclient.okhttp.fault.Scene.call;
import static io.meshclient.okhttp.fault.Scene.calling;
import static io.meshclient.okhttp.fault.Scene.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.okhttp.fault.Scene.Answered;
import io.meshclient.testing.LeakRule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server says how many streams a connection may carry; what is more goes over another connection. */
@Timeout(30)
final class MaxStreamsTest {

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final Scene scene = new Scene(leaks);
    private final FrameServer server = leaks.closing(new FrameServer(null));
    private final List<CompletableFuture<Answered>> streams = new ArrayList<>();

    private OkHttpClient client() {
        OkHttpClient plain = new OkHttpClient.Builder()
                .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
                .build();
        return scene.client(plain, List.of(server.endpoint()), orders -> {});
    }

    /** A call that is not answered for now. */
    private void begin(OkHttpClient client) {
        int before = server.seen().size();
        server.then(nothing -> {});
        streams.add(calling(client, get()));
        await().until(() -> server.seen().size() > before && server.settled() >= server.accepted());
    }

    private void endAll() throws IOException {
        List<FrameServer.Request> waiting = server.seen();
        for (FrameServer.Request request : waiting.subList(waiting.size() - streams.size(), waiting.size())) {
            request.answer("late");
        }
        for (CompletableFuture<Answered> stream : streams) {
            assertThat(stream.join().body()).isEqualTo("late");
        }
    }

    @Test
    void moreGoOverAnotherConnection() throws IOException {
        server.maxStreams(2);
        OkHttpClient client = client();
        for (int i = 0; i < 6; i++) {
            begin(client);
        }
        Map<FrameServer.Connection, Long> each = server.seen().stream()
                .collect(Collectors.groupingBy(FrameServer.Request::connection, Collectors.counting()));
        assertThat(each.values()).containsExactly(2L, 2L, 2L);
        endAll();
        assertThat(server.resets()).isEmpty();
    }

    @Test
    void aLimitThatIsLoweredCountsForNewStreams() throws IOException {
        server.maxStreams(10);
        OkHttpClient client = client();
        for (int i = 0; i < 3; i++) {
            begin(client);
        }
        assertThat(server.accepted()).isOne();
        server.maxStreams(1);
        await().until(() -> server.settled() == 2);
        begin(client); // what OkHttp has acknowledged it takes to heart a moment later
        begin(client);
        begin(client);
        FrameServer.Connection first = server.seen().get(0).connection();
        List<FrameServer.Request> late = server.seen().subList(4, 6);
        assertThat(late).noneMatch(request -> request.connection() == first);
        assertThat(late.get(0).connection()).isNotSameAs(late.get(1).connection());
        endAll();
    }

    @Test
    void aLimitThatIsRaisedIsUsed() throws IOException {
        server.maxStreams(1);
        OkHttpClient client = client();
        call(client, get());
        server.maxStreams(10);
        await().until(() -> server.settled() == 2);
        begin(client);
        begin(client); // may come a moment too early
        int connections = server.accepted();
        begin(client);
        begin(client);
        assertThat(server.accepted()).isEqualTo(connections);
        endAll();
    }
}

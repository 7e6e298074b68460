package io.meshclient.okhttp.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.testing.LeakRule;
import io.meshclient.testing.TestMesh;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Connections that become too old carry one last call, and none is lost by it. */
final class MaxAgeTest {

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    @Test
    void overHttp1TheLastRequestSaysSo() throws IOException, InterruptedException {
        MockWebServer server = leaks.server(it -> it.setDispatcher(new Always()));
        OkHttpClient client = client(server, okhttp -> okhttp);
        List<RecordedRequest> requests = untilTheThirdConnection(client, server);
        for (int i = 0; i < requests.size() - 1; i++) {
            boolean last =
                    requests.get(i + 1).getConnectionIndex() != requests.get(i).getConnectionIndex();
            assertThat("close".equals(requests.get(i).getHeaders().get("Connection")))
                    .as("request %s", i)
                    .isEqualTo(last);
        }
    }

    @Test
    void overHttp2TheConnectionIsLeftInPeace() throws IOException, InterruptedException {
        MockWebServer server = leaks.server(it -> {
            it.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
            it.setDispatcher(new Always());
        });
        OkHttpClient client = client(server, okhttp -> okhttp.protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)));
        assertThat(untilTheThirdConnection(client, server))
                .allMatch(request -> request.getHeaders().get("connection") == null);
    }

    @Test
    void overHttp2WhatRunsEndsInPeaceOnTheOldConnection() throws IOException {
        FrameServer server = leaks.closing(new FrameServer(null));
        Scene scene = new Scene(leaks);
        OkHttpClient client = scene.client(
                new OkHttpClient.Builder()
                        .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
                        .build(),
                List.of(server.endpoint()),
                orders -> orders.connection(c -> c.maxAge(Duration.ofMillis(150))));
        server.then(FrameServer.Request::headers);
        CompletableFuture<Scene.Answered> stream = Scene.calling(client, Scene.get());
        await().pollInterval(Duration.ofMillis(20)).until(() -> {
            Scene.call(client, Scene.get());
            return server.accepted() == 2;
        });
        assertThat(server.openConnections()).isEqualTo(2);
        assertThat(stream).isNotDone();
        server.seen().get(0).end("in peace");
        assertThat(stream.join().body()).isEqualTo("in peace");
        await().untilAsserted(() -> assertThat(server.openConnections()).isOne());
    }

    @Test
    void withoutAnAgeTheConnectionStays() throws IOException, InterruptedException {
        MockWebServer server = leaks.server(it -> it.setDispatcher(new Always()));
        OkHttpClient client = new TestMesh(leaks).service("orders", server).client();
        for (int i = 0; i < 20; i++) {
            call(client);
            assertThat(server.takeRequest().getConnectionIndex()).isZero();
        }
    }

    private OkHttpClient client(MockWebServer server, java.util.function.UnaryOperator<OkHttpClient.Builder> edit) {
        return new TestMesh(leaks)
                .service("orders", orders -> orders.connection(c -> c.maxAge(Duration.ofMillis(150))), server)
                .client(edit);
    }

    private static List<RecordedRequest> untilTheThirdConnection(OkHttpClient client, MockWebServer server) {
        List<RecordedRequest> requests = new ArrayList<>();
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(20))
                .until(() -> {
                    call(client);
                    requests.add(server.takeRequest());
                    return requests.get(requests.size() - 1).getConnectionIndex() == 2;
                });
        return requests;
    }

    private static void call(OkHttpClient client) throws IOException {
        try (Response response = client.newCall(
                        new Request.Builder().url("http://orders/").build())
                .execute()) {
            assertThat(response.code()).isEqualTo(200);
            assertThat(response.body().string()).isEqualTo("ok");
        }
    }

    private static final class Always extends Dispatcher {
        @Override
        public MockResponse dispatch(RecordedRequest request) {
            return new MockResponse.Builder().body("ok").build();
        }
    }
}

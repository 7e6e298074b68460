package io.meshclient.okhttp.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.Mesh;
import io.meshclient.outcome.MeshException;
import io.meshclient.testing.LeakRule;
import io.meshclient.testing.TestMesh;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code retryOnConnectionFailure} has no say: OkHttp resends nothing in an attempt, and the mesh retries as it is told. */
class ResendsTest {

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private OkHttpClient client(MockWebServer server, boolean meshRetries, boolean front, boolean byChain) {
        return new TestMesh(leaks)
                .service("orders", orders -> orders.retry(retry -> retry.enabled(meshRetries)), server)
                .client(okhttp -> {
                    if (byChain) {
                        okhttp.addInterceptor(chain ->
                                chain.withRetryOnConnectionFailure(front).proceed(chain.request()));
                    } else {
                        okhttp.retryOnConnectionFailure(front);
                    }
                    return okhttp.protocols(server.getProtocols());
                });
    }

    /** OkHttp would send a 408 again. */
    @ParameterizedTest
    @CsvSource({"true, false", "false, false", "true, true", "false, true"})
    void aRequestTimeoutIsTheAnswer(boolean front, boolean byChain) throws IOException {
        MockWebServer server = leaks.server();
        server.enqueue(Http.answer(408, "too slow"));
        server.enqueue(Http.ok("resent"));

        Response response = Http.call(client(server, false, front, byChain), "http://orders/")
                .execute();

        assertThat(response.code()).isEqualTo(408);
        assertThat(Http.text(response)).isEqualTo("too slow");
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    /** OkHttp would send again what an HTTP/2 server broke off on a connection that had worked before. */
    @ParameterizedTest
    @CsvSource({"true, false", "false, false", "true, true", "false, true"})
    void aBrokenStreamIsAFailure(boolean front, boolean byChain) throws IOException {
        MockWebServer server = leaks.server(it -> it.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)));
        server.enqueue(Http.ok("it works"));
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseStream(2))
                .build());
        server.enqueue(Http.ok("resent"));
        OkHttpClient client = client(server, false, front, byChain);
        Http.text(Http.call(client, "http://orders/").execute());

        assertThatThrownBy(() -> Http.call(client, "http://orders/").execute()).isInstanceOf(MeshException.class);

        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theMeshRetriesWhateverTheFrontSays(boolean front) throws IOException {
        MockWebServer server = leaks.server();
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build());
        server.enqueue(Http.ok("retried"));

        Response response =
                Http.call(client(server, true, front, false), "http://orders/").execute();

        assertThat(Objects.requireNonNull(Mesh.reportOf(response)).attempts()).hasSize(2);
        assertThat(Http.text(response)).isEqualTo("retried");
    }
}

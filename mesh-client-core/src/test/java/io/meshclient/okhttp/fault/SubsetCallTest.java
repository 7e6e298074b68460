package io.meshclient.okhttp.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.outcome.MeshRefusedException;
import io.meshclient.outcome.RefusalReason;
import io.meshclient.policy.CallOptions;
import io.meshclient.testing.LeakRule;
import io.meshclient.testing.TestMesh;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A request says which endpoints it wants. */
final class SubsetCallTest {

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final MockWebServer first = leaks.server(it -> it.setDispatcher(new Always("v1", 503)));
    private final MockWebServer second = leaks.server(it -> it.setDispatcher(new Always("v2", 200)));
    private final OkHttpClient client = new TestMesh(leaks)
            .service(
                    "orders",
                    orders -> orders.endpoints(List.of(version(first, "v1"), version(second, "v2")))
                            .subset(subset -> subset.keys("version")))
            .client();

    @Test
    void itGetsThemAndStaysThereWithItsRetries() throws IOException {
        for (int i = 0; i < 10; i++) {
            assertThat(call(Map.of("version", "v2"))).isEqualTo("v2 200");
            assertThat(call(Map.of("version", "v1")))
                    .as("retried, and not elsewhere")
                    .isEqualTo("v1 503");
        }
    }

    @Test
    void whatThereIsNotIsRefusedWithASentence() {
        assertThatThrownBy(() -> call(Map.of("version", "v3")))
                .isInstanceOf(MeshRefusedException.class)
                .hasMessageContaining("no endpoint is what the call asks for")
                .satisfies(e -> assertThat(((MeshRefusedException) e).reason()).isEqualTo(RefusalReason.NO_SUBSET));
    }

    private String call(Map<String, String> subset) throws IOException {
        Request request = new Request.Builder()
                .url("http://orders/")
                .tag(CallOptions.class, CallOptions.builder().subset(subset).build())
                .build();
        try (Response response = client.newCall(request).execute()) {
            return response.body().string() + " " + response.code();
        }
    }

    private static Endpoint version(MockWebServer server, String version) {
        return Endpoint.parse(TestMesh.hostPort(server)).toBuilder()
                .metadata(Map.of("version", version))
                .build();
    }

    private static final class Always extends Dispatcher {
        private final String body;
        private final int status;

        Always(String body, int status) {
            this.body = body;
            this.status = status;
        }

        @Override
        public MockResponse dispatch(RecordedRequest request) {
            return new MockResponse.Builder().code(status).body(body).build();
        }
    }
}

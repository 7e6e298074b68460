package io.meshclient.okhttp.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.outcome.MeshException;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.testing.LeakRule;
import io.meshclient.testing.TestMesh;
import java.io.IOException;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fails when OkHttp renames what we know of its inside: by name, and by what a real server makes of it. */
class OkHttpInternalsTest {

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    @Test
    void namesAreAsWeKnowThem() throws ReflectiveOperationException {
        Class<?> reset = Class.forName("okhttp3.internal.http2.StreamResetException");
        Class<?> code = Class.forName("okhttp3.internal.http2.ErrorCode");
        Class<?> shutdown = Class.forName("okhttp3.internal.http2.ConnectionShutdownException");

        assertThat(IOException.class).isAssignableFrom(reset).isAssignableFrom(shutdown);
        assertThat(reset.getField("errorCode").getType()).isEqualTo(code);
        Object refused = code.getField("REFUSED_STREAM").get(null);
        assertThat(reset.getConstructor(code).newInstance(refused))
                .hasToString(reset.getName() + ": stream was reset: REFUSED_STREAM");
    }

    @ParameterizedTest
    @CsvSource({"7, REFUSED_STREAM", "2, RESET"})
    void aServersResetIsUnderstood(int code, OutcomeKind kind) {
        MockWebServer server = leaks.server(it -> it.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)));
        server.enqueue(new MockResponse.Builder()
                .onRequestStart(new SocketEffect.CloseStream(code))
                .build());
        OkHttpClient client = new TestMesh(leaks)
                .service("orders", orders -> orders.retry(retry -> retry.enabled(false)), server)
                .client(okhttp -> okhttp.protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)));

        assertThatThrownBy(() -> Http.call(client, "http://orders/").execute())
                .isInstanceOfSatisfying(
                        MeshException.class,
                        e -> assertThat(e.report().attempts().get(0).outcome().kind())
                                .isEqualTo(kind))
                .hasRootCauseMessage("stream was reset: " + (code == 7 ? "REFUSED_STREAM" : "INTERNAL_ERROR"));
    }
}

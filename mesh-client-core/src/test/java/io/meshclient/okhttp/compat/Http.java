package io.meshclient.okhttp.compat;

import io.meshclient.testing.TestMesh;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** Requests and answers of these tests. */
final class Http {

    private Http() {}

    static Request get(String url) {
        return new Request.Builder().url(url).build();
    }

    static Call call(OkHttpClient client, String url) {
        return client.newCall(get(url));
    }

    static Request.Builder post(String url, String body) {
        return new Request.Builder().url(url).post(RequestBody.create(body, MediaType.get("text/plain")));
    }

    static MockResponse answer(int code, String body, String... headers) {
        MockResponse.Builder builder = new MockResponse.Builder().code(code).body(body);
        for (String header : headers) {
            builder.addHeader(header);
        }
        return builder.build();
    }

    static MockResponse ok(String body) {
        return answer(200, body);
    }

    /** Headers never come. */
    static MockResponse silence() {
        return new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build();
    }

    /** A body of which a byte comes every 50 ms. */
    static MockResponse trickle(String... headers) {
        MockResponse.Builder builder = answer(200, "x".repeat(2_000), headers).newBuilder();
        return builder.throttleBody(1, 50, TimeUnit.MILLISECONDS).build();
    }

    static RecordedRequest taken(MockWebServer server) {
        try {
            RecordedRequest request = server.takeRequest(2, TimeUnit.SECONDS);
            if (request == null) {
                throw new AssertionError("The server was not asked");
            }
            return request;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static String text(Response response) throws IOException {
        try (response) {
            return response.body().string();
        }
    }

    static String location(MockWebServer server, String path) {
        return "http://" + TestMesh.hostPort(server) + path;
    }

    /** A body that can be written once. */
    static RequestBody oneShot(String text) {
        return new RequestBody() {
            @Override
            public @Nullable MediaType contentType() {
                return MediaType.get("text/plain");
            }

            @Override
            public boolean isOneShot() {
                return true;
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                sink.writeUtf8(text);
            }
        };
    }
}

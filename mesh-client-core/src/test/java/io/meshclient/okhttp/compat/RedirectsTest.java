package io.meshclient.okhttp.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.testing.LeakRule;
import io.meshclient.testing.TestMesh;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.Objects;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Authenticator;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Redirects by OkHttp's rules, each hop routed anew. */
class RedirectsTest {

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final MockWebServer orders = leaks.server();
    private final MockWebServer payments = leaks.server();

    private OkHttpClient client() {
        return new TestMesh(leaks)
                .service("orders", orders)
                .service("payments", payments)
                .client();
    }

    @ParameterizedTest
    @EnumSource
    void followsToAnotherServiceAndKeepsTheStory(How how) throws IOException {
        orders.enqueue(Http.answer(307, "go on", "Location: http://payments/y?z=1"));
        payments.enqueue(Http.ok("paid"));

        Response response = how.run(client().newCall(Http.get("http://orders/x")));

        Response prior = Objects.requireNonNull(response.priorResponse());
        assertThat(prior.code()).isEqualTo(307);
        assertThat(prior.request().url()).hasToString("http://orders/x");
        assertThat(response.request().url()).hasToString("http://payments/y?z=1");
        assertThat(Http.text(response)).isEqualTo("paid");
        assertThat(Http.taken(orders).getHeaders().get("Host")).isEqualTo("orders");
        RecordedRequest second = Http.taken(payments);
        assertThat(second.getHeaders().get("Host")).isEqualTo("payments");
        assertThat(second.getTarget()).isEqualTo("/y?z=1");
    }

    @Test
    void dropsAuthorizationForAnotherHostAndKeepsItForTheSame() throws IOException {
        orders.enqueue(Http.answer(302, "", "Location: /same"));
        orders.enqueue(Http.answer(302, "", "Location: http://payments/"));
        payments.enqueue(Http.ok(""));
        Request request = Http.get("http://orders/")
                .newBuilder()
                .header("Authorization", "secret")
                .header("X-Kept", "yes")
                .build();

        client().newCall(request).execute().close();

        assertThat(Http.taken(orders).getHeaders().get("Authorization")).isEqualTo("secret");
        assertThat(Http.taken(orders).getHeaders().get("Authorization")).isEqualTo("secret");
        RecordedRequest other = Http.taken(payments);
        assertThat(other.getHeaders().get("Authorization")).isNull();
        assertThat(other.getHeaders().get("X-Kept")).isEqualTo("yes");
    }

    @Test
    void dropsAuthorizationForAnotherPort() throws IOException {
        orders.enqueue(Http.answer(302, "", "Location: http://orders:8080/"));
        orders.enqueue(Http.ok(""));
        Request request = Http.get("http://orders/")
                .newBuilder()
                .header("Authorization", "secret")
                .build();

        client().newCall(request).execute().close();

        Http.taken(orders);
        assertThat(Http.taken(orders).getHeaders().get("Authorization")).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303})
    void turnsPostIntoGetWithoutBody(int code) throws IOException {
        orders.enqueue(Http.answer(code, "", "Location: /y"));
        orders.enqueue(Http.ok(""));

        client().newCall(Http.post("http://orders/x", "hello").build())
                .execute()
                .close();

        assertThat(Http.taken(orders).getMethod()).isEqualTo("POST");
        RecordedRequest second = Http.taken(orders);
        assertThat(second.getMethod()).isEqualTo("GET");
        assertThat(second.getBodySize()).isZero();
        assertThat(second.getHeaders().get("Content-Type")).isNull();
        assertThat(second.getHeaders().get("Content-Length")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"307, POST", "308, POST", "307, PUT", "303, PROPFIND", "302, PROPFIND", "302, QUERY"})
    void keepsMethodAndBody(int code, String method) throws IOException {
        orders.enqueue(Http.answer(code, "", "Location: http://payments/y"));
        payments.enqueue(Http.ok(""));
        Request request = new Request.Builder()
                .url("http://orders/x")
                .method(method, RequestBody.create("hello".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .build();

        client().newCall(request).execute().close();

        RecordedRequest second = Http.taken(payments);
        assertThat(second.getMethod()).isEqualTo(method);
        assertThat(Objects.requireNonNull(second.getBody()).utf8()).isEqualTo("hello");
    }

    @Test
    void seeOtherTurnsQueryIntoGet() throws IOException {
        orders.enqueue(Http.answer(303, "", "Location: /y"));
        orders.enqueue(Http.ok(""));
        Request request = Http.post("http://orders/x", "q")
                .method("QUERY", RequestBody.create("q".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .build();

        client().newCall(request).execute().close();

        Http.taken(orders);
        assertThat(Http.taken(orders).getMethod()).isEqualTo("GET");
    }

    @ParameterizedTest
    @EnumSource
    void theTwentyFirstFails(How how) {
        for (int i = 0; i <= 20; i++) {
            orders.enqueue(Http.answer(302, "", "Location: /again"));
        }
        OkHttpClient client = client();

        assertThatThrownBy(() -> how.run(Http.call(client, "http://orders/")))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("Too many follow-up requests: 21");
        assertThat(orders.getRequestCount()).isEqualTo(21);
    }

    @Test
    void twentyAreFollowed() throws IOException {
        for (int i = 0; i < 20; i++) {
            orders.enqueue(Http.answer(302, "", "Location: /again"));
        }
        orders.enqueue(Http.ok("at last"));

        assertThat(Http.text(Http.call(client(), "http://orders/").execute())).isEqualTo("at last");
    }

    @Test
    void aOneShotBodyIsNotSentTwice() throws IOException {
        orders.enqueue(Http.answer(308, "", "Location: /y"));
        Request request = new Request.Builder()
                .url("http://orders/x")
                .post(Http.oneShot("once"))
                .build();

        try (Response response = client().newCall(request).execute()) {
            assertThat(response.code()).isEqualTo(308);
        }
        assertThat(orders.getRequestCount()).isEqualTo(1);
    }

    @Test
    void aOneShotBodyIsDroppedByAGet() throws IOException {
        orders.enqueue(Http.answer(303, "", "Location: /y"));
        orders.enqueue(Http.ok("done"));
        Request request = new Request.Builder()
                .url("http://orders/x")
                .post(Http.oneShot("once"))
                .build();

        assertThat(Http.text(client().newCall(request).execute())).isEqualTo("done");
    }

    @ParameterizedTest
    @EnumSource
    void followRedirectsFalseDeliversTheRedirect(How how) throws IOException {
        orders.enqueue(Http.answer(302, "look there", "Location: http://payments/"));
        OkHttpClient client =
                new TestMesh(leaks).service("orders", orders).client(okhttp -> okhttp.followRedirects(false));

        Response response = how.run(Http.call(client, "http://orders/"));

        assertThat(response.code()).isEqualTo(302);
        assertThat(Http.text(response)).isEqualTo("look there");
    }

    @Test
    void aDerivedClientDecides() throws IOException {
        orders.enqueue(Http.answer(302, "", "Location: http://payments/"));
        OkHttpClient derived = client().newBuilder().followRedirects(false).build();

        try (Response response = Http.call(derived, "http://orders/").execute()) {
            assertThat(response.code()).isEqualTo(302);
        }
    }

    @Test
    void followSslRedirectsFalseStaysWithTheScheme() throws IOException {
        orders.enqueue(Http.answer(302, "", "Location: https://orders/"));
        OkHttpClient client =
                new TestMesh(leaks).service("orders", orders).client(okhttp -> okhttp.followSslRedirects(false));

        try (Response response = Http.call(client, "http://orders/").execute()) {
            assertThat(response.code()).isEqualTo(302);
        }
    }

    @Test
    void leavesTheMeshForAnotherHost() throws IOException {
        MockWebServer outside = leaks.server();
        orders.enqueue(Http.answer(302, "", "Location: " + Http.location(outside, "/out")));
        outside.enqueue(Http.answer(302, "", "Location: /further"));
        outside.enqueue(Http.ok("outside"));

        assertThat(Http.text(Http.call(client(), "http://orders/").execute())).isEqualTo("outside");
    }

    @Test
    void withoutLocationOrWithAForeignSchemeItIsTheAnswer() throws IOException {
        orders.enqueue(Http.answer(302, "a"));
        orders.enqueue(Http.answer(302, "b", "Location: ftp://orders/"));
        OkHttpClient client = client();

        assertThat(Http.text(Http.call(client, "http://orders/").execute())).isEqualTo("a");
        assertThat(Http.text(Http.call(client, "http://orders/").execute())).isEqualTo("b");
    }

    @Test
    void anAuthenticatorsCredentialsStayOnTheSameServer() throws IOException {
        orders.enqueue(Http.answer(401, ""));
        orders.enqueue(Http.answer(302, "", "Location: /y"));
        orders.enqueue(Http.ok(""));
        Authenticator once = (route, response) -> response.request().header("Authorization") != null
                ? null
                : response.request()
                        .newBuilder()
                        .header("Authorization", "secret")
                        .build();
        OkHttpClient client =
                new TestMesh(leaks).service("orders", orders).client(okhttp -> okhttp.authenticator(once));

        Http.call(client, "http://orders/x").execute().close();

        assertThat(Http.taken(orders).getHeaders().get("Authorization")).isNull();
        assertThat(Http.taken(orders).getHeaders().get("Authorization")).isEqualTo("secret");
        assertThat(Http.taken(orders).getHeaders().get("Authorization")).isEqualTo("secret");
    }
}

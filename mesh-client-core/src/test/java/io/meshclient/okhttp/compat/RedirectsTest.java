package io.meshclient.okhttp.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.observe.AttemptObserver;
import io.meshclient.observe.AttemptStarted;
import io.meshclient.observe.CallObserver;
import io.meshclient.observe.CallStarted;
import io.meshclient.observe.MeshObserver;
import io.meshclient.testing.LeakRule;
import io.meshclient.testing.TestMesh;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.HttpUrl;
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

    private static final Authenticator ONCE = (route, response) -> response.request()
                            .header("Authorization")
                    != null
            ? null
            : response.request().newBuilder().header("Authorization", "secret").build();

    @Test
    void anAuthenticatorsCredentialsStayOnTheSameServer() throws IOException {
        orders.enqueue(Http.answer(401, ""));
        orders.enqueue(Http.answer(302, "", "Location: /y"));
        orders.enqueue(Http.ok(""));
        OkHttpClient client =
                new TestMesh(leaks).service("orders", orders).client(okhttp -> okhttp.authenticator(ONCE));

        Http.call(client, "http://orders/x").execute().close();

        assertThat(Http.taken(orders).getHeaders().get("Authorization")).isNull();
        assertThat(Http.taken(orders).getHeaders().get("Authorization")).isEqualTo("secret");
        assertThat(Http.taken(orders).getHeaders().get("Authorization")).isEqualTo("secret");
    }

    @Test
    void thePriorResponsesAreThoseOfPlainOkHttp() throws IOException {
        OkHttpClient plain =
                leaks.client(new OkHttpClient.Builder().authenticator(ONCE).build());
        OkHttpClient client = new TestMesh(leaks)
                .service("orders", orders)
                .service("payments", payments)
                .client(okhttp -> okhttp.authenticator(ONCE));

        redirectsAndRounds(Http.location(payments, "/y"));
        List<String> expected = chain(Http.call(plain, Http.location(orders, "/x")));
        redirectsAndRounds("http://payments/y");
        List<String> through = chain(Http.call(client, "http://orders/x"));

        assertThat(expected).containsExactly("200 /z", "302 /y", "401 /y", "302 /x", "401 /x");
        assertThat(through).isEqualTo(expected);
    }

    /** Both servers ask for credentials, which are dropped on the way from one to the other. */
    private void redirectsAndRounds(String second) {
        orders.enqueue(Http.answer(401, ""));
        orders.enqueue(Http.answer(302, "", "Location: " + second));
        payments.enqueue(Http.answer(401, ""));
        payments.enqueue(Http.answer(302, "", "Location: /z"));
        payments.enqueue(Http.ok(""));
    }

    private static List<String> chain(Call call) throws IOException {
        List<String> chain = new ArrayList<>();
        try (Response last = call.execute()) {
            for (Response each = last; each != null; each = each.priorResponse()) {
                chain.add(each.code() + " " + each.request().url().encodedPath());
            }
        }
        return chain;
    }

    /** OpenTelemetry's http.request.resend_count: whatever the reason of sending again. */
    @Test
    void observersHearHowManyRequestsWereSentBefore() throws IOException {
        redirectsAndRounds("http://payments/y");
        List<String> resends = new CopyOnWriteArrayList<>();
        OkHttpClient client = new TestMesh(leaks)
                .service("orders", orders)
                .service("payments", payments)
                .with(mesh -> mesh.observer(new Resends(resends)))
                .client(okhttp -> okhttp.authenticator(ONCE));

        Http.call(client, "http://orders/x").execute().close();

        assertThat(resends).containsExactly("/x 0", "/y 2", "/z 4");
    }

    private record Resends(List<String> heard) implements MeshObserver {
        @Override
        public CallObserver callStarted(CallStarted call) {
            return new CallObserver() {
                @Override
                public AttemptObserver attemptStarted(AttemptStarted event) {
                    heard.add(HttpUrl.get(event.url()).encodedPath() + " " + event.resend());
                    return AttemptObserver.NONE;
                }
            };
        }
    }
}

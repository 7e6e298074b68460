package io.meshclient.okhttp.fault;

import static io.meshclient.okhttp.fault.Scene.call;
import static io.meshclient.okhttp.fault.Scene.endpoints;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.policy.CallOptions;
import io.meshclient.testing.LeakRule;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Calls with the same key go to the same endpoint, wherever the key stands. */
@Timeout(40)
final class StickyTest {

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final Scene scene = new Scene(leaks);
    private List<String> endpoints = List.of();

    @BeforeEach
    void start() {
        endpoints = endpoints(scene.server(), scene.server(), scene.server());
    }

    private OkHttpClient client(OkHttpClient plain, String... key) {
        return scene.client(
                plain, endpoints, orders -> orders.balancer("maglev").hash(hash -> hash.key(key)));
    }

    private OkHttpClient client(String... key) {
        return client(new OkHttpClient(), key);
    }

    @Test
    void aHeader() throws IOException {
        assertSticky(
                client("header:x-user"),
                user -> request().header("x-user", "u" + user).build());
    }

    @Test
    void aCookieOfTheRequest() throws IOException {
        assertSticky(
                client("cookie:session"),
                user -> request()
                        .header("Cookie", "a=b; session=s" + user + "; c=d")
                        .build());
    }

    @Test
    void aCookieOfTheJar() throws IOException {
        int[] user = {0};
        CookieJar jar = new CookieJar() {
            @Override
            public void saveFromResponse(HttpUrl url, List<Cookie> cookies) {}

            @Override
            public List<Cookie> loadForRequest(HttpUrl url) {
                return List.of(new Cookie.Builder()
                        .domain("orders")
                        .name("session")
                        .value("s" + user[0])
                        .build());
            }
        };
        OkHttpClient client = client(new OkHttpClient.Builder().cookieJar(jar).build(), "cookie:session");
        assertSticky(client, number -> {
            user[0] = number;
            return request()
                    .header("Cookie", "session=another, that OkHttp replaces")
                    .build();
        });
    }

    @Test
    void theQueryThePathAndTheFirstThatIsThere() throws IOException {
        assertSticky(
                client("header:x-user", "query:user"),
                user -> new Request.Builder()
                        .url("http://orders/items?x=" + System.nanoTime() + "&user=u" + user)
                        .build());
        assertSticky(
                client("path"),
                user -> new Request.Builder()
                        .url("http://orders/users/" + user + "?x=" + System.nanoTime())
                        .build());
    }

    @Test
    void theOptionsOfTheRequestComeFirst() throws IOException {
        assertSticky(
                client("path"),
                user -> request()
                        .tag(
                                CallOptions.class,
                                CallOptions.builder().hashKey("u" + user).build())
                        .build());
    }

    @Test
    void withoutAKeyCallsAreSpread() throws IOException {
        OkHttpClient client = client("header:x-user");
        Set<String> asked = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            asked.add(asked(client, request().build()));
        }
        assertThat(asked).hasSize(3);
    }

    private static Request.Builder request() {
        return new Request.Builder().url("http://orders/");
    }

    private static void assertSticky(OkHttpClient client, IntFunction<Request> requests) throws IOException {
        Set<String> all = new HashSet<>();
        for (int user = 0; user < 30; user++) {
            Set<String> asked = new HashSet<>();
            for (int i = 0; i < 3; i++) {
                asked.add(asked(client, requests.apply(user)));
            }
            assertThat(asked).as("user %s", user).hasSize(1);
            all.addAll(asked);
        }
        assertThat(all).as("users are spread").hasSize(3);
    }

    private static String asked(OkHttpClient client, Request request) throws IOException {
        return call(client, request).report().attempts().get(0).endpoint();
    }
}

package io.meshclient.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.outcome.StopReason;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.servers.Orders.Answer;
import io.meshclient.testing.LeakRule;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.ByteString;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What nginx says when it has too much to do, and bodies as it sends and takes them. */
@Timeout(60)
@NeedsServer(RealServer.NGINX)
final class NginxAnswersIT {

    private static final int LARGE = 10 << 20;

    @Order(1)
    @RegisterExtension
    final RealServers servers = new RealServers();

    @Order(2)
    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    /** The first of the servers is asked first. */
    private Orders orders(Consumer<ServiceConfig.Builder> edit, Nginx... nginx) {
        return new Orders(
                leaks,
                new OkHttpClient(),
                orders -> {
                    orders.balancer("round-robin");
                    edit.accept(orders);
                },
                Orders.endpoints(nginx));
    }

    @Test
    void a503SpeaksForItsServerOnly() throws IOException {
        Nginx busy = servers.nginx(unavailable(60));
        Nginx well = servers.nginx(Site.ITEMS);
        Orders orders = orders(o -> {}, busy, well);
        assertServedElsewhere(orders, "503");
        assertThat(orders.endpoint(busy.endpoint()).ewmaMillis()).isGreaterThan(5_000);
    }

    /** Two calls, of which round robin lets at least one meet the server that fails; and nobody waits for that one. */
    private static void assertServedElsewhere(Orders orders, String failure) throws IOException {
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Answer answer = orders.call(Orders.get("/items/" + i));
            assertThat(answer.body()).isEqualTo(Site.BODY);
            assertThat(answer.labels()).endsWith("200");
            assertThat(answer.report().elapsedNanos()).isLessThan(TimeUnit.SECONDS.toNanos(10));
            labels.addAll(answer.labels());
        }
        assertThat(labels).contains(failure).containsOnly("200", failure);
    }

    @Test
    void a503ThatAsksForMoreTimeThanThereIsComesBackAsItWas() throws IOException {
        Nginx busy = servers.nginx(unavailable(60));
        Answer answer = orders(o -> {}, busy).call(Orders.get("/items/7"));
        assertThat(answer.code()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("later");
        assertThat(answer.response().header("Retry-After")).isEqualTo("60");
        assertThat(answer.report().stop()).isEqualTo(StopReason.DEADLINE);
    }

    private static Site unavailable(int seconds) {
        return Site.of("location / { add_header Retry-After " + seconds + " always; return 503 later; }");
    }

    /** {@code limit_req}, as most have it: one request a second, the rest is turned away with 429. */
    @Test
    void limitedRequestsAreWaitedForIfThe429SaysWhen() throws IOException {
        Site limited =
                new Site("""
                error_page 429 @later;
                location @later { add_header Retry-After 1 always; return 429; }
                location / { limit_req zone=one; try_files /item =404; }
                """, "limit_req_zone $binary_remote_addr zone=one:1m rate=1r/s; limit_req_status 429;", null);
        Nginx nginx = servers.nginx(limited);
        Files.createDirectories(nginx.directory().resolve("html"));
        Files.writeString(nginx.directory().resolve("html/item"), Site.BODY);
        Orders orders = orders(o -> {}, nginx);
        Answer second = orders.callUntilRetried();
        assertThat(second.body()).isEqualTo(Site.BODY);
        assertThat(second.labels()).containsExactly("429", "200");
        assertThat(second.report().elapsedNanos()).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(990));
    }

    @Test
    void limitedRequestsAreNotRetriedIfThe429DoesNotSayWhen() throws IOException {
        Nginx nginx = servers.nginx(new Site(
                "limit_req zone=one; location / { try_files /nothing =404; }",
                "limit_req_zone $binary_remote_addr zone=one:1m rate=1r/m; limit_req_status 429;",
                null));
        Orders orders = orders(o -> {}, nginx);
        assertThat(orders.call(Orders.get("/items/1")).code()).isEqualTo(404);
        Answer second = orders.call(Orders.get("/items/2"));
        assertThat(second.labels()).containsExactly("429");
        assertThat(second.report().stop()).isEqualTo(StopReason.NOT_RETRYABLE);
        assertThat(orders.endpoint(nginx.endpoint()).state()).isEqualTo("available");
    }

    /** {@code limit_conn}: while one response is under way, the next is a 503, and goes to the other server. */
    @Test
    void limitedConnectionsAreServedElsewhere() throws IOException {
        Nginx full = servers.nginx(new Site(
                "limit_conn one 1; limit_rate 100k; location / { try_files /large =404; }",
                "limit_conn_zone $binary_remote_addr zone=one:1m;",
                null));
        Files.createDirectories(full.directory().resolve("html"));
        Files.write(full.directory().resolve("html/large"), new byte[LARGE]);
        Nginx free = servers.nginx(Site.ITEMS);
        Orders orders = orders(o -> {}, full, free);
        try (Response slow = untilFrom(full, orders)) {
            assertThat(slow.body().source().request(1)).isTrue();
            assertServedElsewhere(orders, "503");
        }
    }

    /** Round robin: one of two is the one. */
    private static Response untilFrom(Nginx server, Orders orders) throws IOException {
        while (true) {
            Response response = orders.client().newCall(Orders.get("/large")).execute();
            if (response.body().contentLength() == LARGE) {
                return response;
            }
            response.close();
        }
    }

    @Test
    void compressedAndChunkedBodiesArriveAsTheyWere() throws IOException {
        String text = "every item is like the one before it, ".repeat(2_000);
        Nginx nginx = servers.nginx(Site.of("gzip on; gzip_types *; location / { try_files /text =404; }"));
        Files.createDirectories(nginx.directory().resolve("html"));
        Files.writeString(nginx.directory().resolve("html/text"), text);
        Orders orders = orders(o -> {}, nginx);

        Answer answer = orders.call(Orders.get("/"));
        assertThat(answer.body()).isEqualTo(text);
        assertThat(answer.response().networkResponse().header("Transfer-Encoding"))
                .isEqualTo("chunked");
        assertThat(answer.response().header("Content-Encoding")).isNull();

        Request raw =
                Orders.get("/").newBuilder().header("Accept-Encoding", "gzip").build();
        try (Response response = orders.client().newCall(raw).execute()) {
            assertThat(response.header("Content-Encoding")).isEqualTo("gzip");
            assertThat(response.body().bytes().length).isLessThan(text.length() / 10);
        }
    }

    @Test
    void tenMegabytesGoThereAndBack() throws IOException {
        Nginx nginx = servers.nginx(Site.of(
                "client_max_body_size 20m; location / { root files; dav_methods PUT; create_full_put_path on; }"));
        Orders orders = orders(o -> {}, nginx);
        byte[] bytes = new byte[LARGE];
        new Random(7).nextBytes(bytes);
        ByteString sent = ByteString.of(bytes).sha256();
        Request put =
                Orders.get("/large").newBuilder().put(RequestBody.create(bytes)).build();
        assertThat(orders.call(put).code()).isEqualTo(201);
        try (Response response = orders.client().newCall(Orders.get("/large")).execute()) {
            assertThat(response.body().byteString().sha256()).isEqualTo(sent);
        }
    }

    @Test
    void aBodyThatIsTooLargeIsAnsweredWhileItIsWritten() throws IOException {
        Nginx nginx = servers.nginx(Site.ITEMS.with("client_max_body_size 1m;"));
        Orders orders = orders(o -> {}, nginx);
        for (String transfer : List.of("PUT", "POST")) {
            Request request = Orders.get("/large")
                    .newBuilder()
                    .method(transfer, RequestBody.create(new byte[LARGE]))
                    .build();
            Answer answer = orders.call(request);
            assertThat(answer.code()).isEqualTo(413);
            assertThat(answer.report().attempts()).hasSize(1);
        }
        assertThat(orders.call(Orders.get("/items/7")).body()).isEqualTo(Site.BODY);
        assertThat(orders.endpoint(nginx.endpoint()).state()).isEqualTo("available");
    }

    @Test
    void aProxyWithoutAnUpstreamIsNotTheLastWord() throws IOException {
        Nginx proxy = servers.nginx(Site.of("location / { proxy_pass http://127.0.0.1:1; }"));
        Nginx well = servers.nginx(Site.ITEMS);
        assertServedElsewhere(orders(o -> {}, proxy, well), "502");
    }
}

package io.meshclient.okhttp.fault;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.EndpointView;
import io.meshclient.Mesh;
import io.meshclient.ServiceView;
import io.meshclient.outcome.AttemptReport;
import io.meshclient.outcome.CallReport;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.policy.ServiceConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** A mesh with one service, {@code orders}, before wire servers; everything is checked to be given back at the end. */
final class Scene implements AutoCloseable {

    final List<WireServer> servers = new ArrayList<>();
    private final List<AutoCloseable> more = new ArrayList<>();
    private Mesh mesh = Mesh.builder().build();

    WireServer server() {
        WireServer server = new WireServer();
        servers.add(server);
        return server;
    }

    <T extends AutoCloseable> T closing(T resource) {
        more.add(resource);
        return resource;
    }

    /** Somewhere nobody listens. */
    static String nobody() {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return "127.0.0.1:" + taken.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Round robin, so that the first endpoint is asked first; no back-off worth waiting for. */
    OkHttpClient client(List<String> endpoints, Consumer<ServiceConfig.Builder> edit) {
        return client(new OkHttpClient(), endpoints, edit);
    }

    OkHttpClient client(OkHttpClient plain, List<String> endpoints, Consumer<ServiceConfig.Builder> edit) {
        mesh.close();
        mesh = Mesh.builder()
                .service("orders", orders -> {
                    orders.endpoints(endpoints.toArray(String[]::new)).balancer("round-robin");
                    edit.accept(orders);
                })
                .build();
        return mesh.wrap(plain);
    }

    OkHttpClient clientOf(Mesh other) {
        mesh.close();
        mesh = other;
        return mesh.wrap(new OkHttpClient());
    }

    OkHttpClient client(WireServer... asked) {
        return client(endpoints(asked), orders -> {});
    }

    static List<String> endpoints(WireServer... asked) {
        List<String> endpoints = new ArrayList<>();
        for (WireServer server : asked) {
            endpoints.add(server.endpoint());
        }
        return endpoints;
    }

    Mesh mesh() {
        return mesh;
    }

    ServiceView orders() {
        return mesh.view().service("orders");
    }

    static Request get() {
        return new Request.Builder().url("http://orders/items/7").build();
    }

    static Request post() {
        return new Request.Builder()
                .url("http://orders/items")
                .post(RequestBody.create("{}", MediaType.get("application/json")))
                .build();
    }

    static Answered call(OkHttpClient client, Request request) throws IOException {
        try (Response response = client.newCall(request).execute()) {
            return new Answered(
                    response.code(), response.body().string(), requireNonNull(Mesh.reportOf(response)), response);
        }
    }

    /** What a call brought; the response is closed. */
    record Answered(int code, String body, CallReport report, Response response) {}

    static List<OutcomeKind> kinds(CallReport report) {
        return report.attempts().stream().map(Scene::kind).toList();
    }

    private static OutcomeKind kind(AttemptReport attempt) {
        return attempt.outcome().kind();
    }

    /** Nothing is left under way. */
    void assertIdle() {
        await().untilAsserted(() -> {
            assertThat(orders().callsInFlight()).isZero();
            assertThat(orders().endpoints().stream().map(EndpointView::inFlight))
                    .allMatch(count -> count == 0);
        });
    }

    @Override
    public void close() throws Exception {
        boolean hasOrders = mesh.view().services().stream()
                .anyMatch(service -> service.name().equals("orders"));
        try {
            if (hasOrders) {
                assertIdle();
            }
        } finally {
            mesh.close();
            servers.forEach(WireServer::close);
            for (AutoCloseable resource : more) {
                resource.close();
            }
        }
    }
}

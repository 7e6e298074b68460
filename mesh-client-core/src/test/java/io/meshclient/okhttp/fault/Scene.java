package io.meshclient.okhttp.fault;

import static java.util.Objects.requireNonNull;

import io.meshclient.Mesh;
import io.meshclient.ServiceView;
import io.meshclient.outcome.AttemptReport;
import io.meshclient.outcome.CallReport;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.policy.MeshConfig;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.testing.LeakRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** A mesh with one service, {@code orders}, before wire servers; the leak rule sees that everything is given back. */
final class Scene {

    private final LeakRule leaks;
    private Mesh mesh = Mesh.builder().build();

    Scene(LeakRule leaks) {
        this.leaks = leaks;
    }

    WireServer server() {
        return leaks.closing(new WireServer());
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
        Mesh orders = Mesh.builder()
                .service("orders", service -> {
                    service.endpoints(endpoints.toArray(String[]::new)).balancer("round-robin");
                    edit.accept(service);
                })
                .build();
        return clientOf(orders, plain);
    }

    OkHttpClient clientOf(Mesh other) {
        return clientOf(other, new OkHttpClient());
    }

    private OkHttpClient clientOf(Mesh other, OkHttpClient plain) {
        use(other);
        return mesh.wrap(leaks.client(plain));
    }

    Mesh mesh(MeshConfig config) {
        use(Mesh.builder().config(config).build());
        return mesh;
    }

    private void use(Mesh other) {
        mesh.close();
        mesh = leaks.mesh(other);
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

    /** The same on a thread of its own. */
    static CompletableFuture<Answered> calling(OkHttpClient client, Request request) {
        CompletableFuture<Answered> answered = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                answered.complete(call(client, request));
            } catch (Throwable failure) {
                answered.completeExceptionally(failure);
            }
        });
        caller.start();
        return answered;
    }

    static Request secure(Request request) {
        return request.newBuilder()
                .url(request.url().newBuilder().scheme("https").port(443).build())
                .build();
    }

    /** What a call brought; the response is closed. */
    record Answered(int code, String body, CallReport report, Response response) {}

    static List<OutcomeKind> kinds(CallReport report) {
        return report.attempts().stream().map(Scene::kind).toList();
    }

    private static OutcomeKind kind(AttemptReport attempt) {
        return attempt.outcome().kind();
    }
}

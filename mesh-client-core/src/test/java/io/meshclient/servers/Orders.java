package io.meshclient.servers;

import static java.util.Objects.requireNonNull;

import io.meshclient.EndpointView;
import io.meshclient.Mesh;
import io.meshclient.outcome.CallReport;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.testing.LeakRule;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** The service {@code orders} behind real servers, as a caller has it. */
final class Orders {

    private final Mesh mesh;
    private final OkHttpClient client;

    Orders(LeakRule leaks, OkHttpClient plain, Consumer<ServiceConfig.Builder> edit, List<String> endpoints) {
        mesh = leaks.mesh(Mesh.builder()
                .service("orders", orders -> {
                    orders.endpoints(endpoints.toArray(String[]::new));
                    edit.accept(orders);
                })
                .build());
        client = mesh.wrap(leaks.client(plain));
    }

    /** With the defaults of the library. */
    Orders(LeakRule leaks, Nginx... servers) {
        this(leaks, new OkHttpClient(), orders -> {}, endpoints(servers));
    }

    static List<String> endpoints(Nginx... servers) {
        return List.of(servers).stream().map(Nginx::endpoint).toList();
    }

    OkHttpClient client() {
        return client;
    }

    EndpointView endpoint(String hostPort) {
        return mesh.view().service("orders").endpoint(hostPort);
    }

    static Request get(String path) {
        return new Request.Builder().url("http://orders" + path).build();
    }

    static Request post(String path) {
        return get(path)
                .newBuilder()
                .post(RequestBody.create("{\"amount\":1}", MediaType.get("application/json")))
                .build();
    }

    /** The same over TLS. */
    static Request secure(Request request) {
        return request.newBuilder()
                .url(request.url().newBuilder().scheme("https").build())
                .build();
    }

    Answer call(Request request) throws IOException {
        try (Response response = client.newCall(request).execute()) {
            return new Answer(response, response.body().string(), requireNonNull(Mesh.reportOf(response)));
        }
    }

    /** Calls until a call was retried: on a busy machine a limit of one a second may be met late. */
    Answer callUntilRetried() throws IOException {
        Answer answer = call(get("/items/0"));
        for (int i = 1; i < 50 && answer.report().retries() == 0; i++) {
            answer = call(get("/items/" + i));
        }
        return answer;
    }

    /** What a call brought; the response is closed. */
    record Answer(Response response, String body, CallReport report) {
        int code() {
            return response.code();
        }

        List<OutcomeKind> kinds() {
            return report.attempts().stream()
                    .map(attempt -> attempt.outcome().kind())
                    .toList();
        }

        List<String> labels() {
            return report.attempts().stream()
                    .map(attempt -> attempt.outcome().label())
                    .toList();
        }

        /** Who was asked, in order. */
        List<String> asked() {
            return report.attempts().stream().map(attempt -> attempt.endpoint()).toList();
        }
    }
}

package io.meshclient.okhttp.compat;

import static org.awaitility.Awaitility.await;

import io.meshclient.outcome.MeshException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * One play of a scenario, and the transcript of all that its user and its server saw. What the page says is different in
 * the mesh is left out of it:
 *
 * <ul>
 *   <li>the mesh's own exceptions stand in the place of others, and a call whose time is up is not cancelled;
 *   <li>the call ends when the response is handed over, not when its body does;
 *   <li>each hop and each attempt takes a connection of its own accord, perhaps the same again;
 *   <li>decisions about follow-ups and retries come when the attempt is over;
 *   <li>an address that needs no Dns has no name.
 * </ul>
 */
final class Session {

    private static final String TIME_IS_UP = "time is up";

    private final MockWebServer server;
    private final OkHttpClient client;
    private final How how;
    private final HeardEvents heard;
    private final List<String> transcript = new ArrayList<>();

    Session(MockWebServer server, OkHttpClient client, How how, HeardEvents heard) {
        this.server = server;
        this.client = client;
        this.how = how;
        this.heard = heard;
    }

    void answers(MockResponse... answers) {
        for (MockResponse answer : answers) {
            server.enqueue(answer);
        }
    }

    MockWebServer server() {
        return server;
    }

    /** The server records a request when it has read it, which may be after the client has given up. */
    void awaitRequests(int count) {
        await().until(() -> server.getRequestCount() == count);
    }

    /** The same URL for a plain client and a wrapped one, which does not look at the port. */
    String url(String path) {
        return server.url("/").scheme() + "://orders.mesh:" + server.getPort() + path;
    }

    Request.Builder request(String path) {
        return new Request.Builder().url(url(path));
    }

    void get(String path) {
        run(request(path), text());
    }

    void run(Request.Builder request) {
        run(request, text());
    }

    void run(Request.Builder request, UnaryOperator<Call> beforehand) {
        run(beforehand.apply(client.newCall(request.build())), text());
    }

    void run(Request.Builder request, Reader reader) {
        run(client.newCall(request.build()), reader);
    }

    private void run(Call call, Reader reader) {
        int before = heard.told.size();
        boolean delivered = false;
        boolean timeIsUp = false;
        try (Response response = how.run(call)) {
            delivered = true;
            saw(response);
            reader.read(call, response, this);
        } catch (IOException e) {
            String failure = named(e);
            timeIsUp = failure.equals(TIME_IS_UP);
            saw((delivered ? "body failed: " : "failed: ") + failure);
        }
        saw("executed " + call.isExecuted() + ", canceled " + (!timeIsUp && call.isCanceled()));
        tell(heard.told.subList(before, heard.told.size()), delivered, timeIsUp);
    }

    /** What a user does with the body. */
    interface Reader {
        void read(Call call, Response response, Session session) throws IOException;
    }

    /** Reads all of it, and the trailers. */
    static Reader text() {
        return (call, response, session) -> {
            String text = response.body().string();
            session.saw("body " + (text.length() > 200 ? text.length() + " characters" : text));
            session.saw("trailers " + response.trailers());
        };
    }

    void saw(String line) {
        transcript.add(line.replace(":" + server.getPort(), ":PORT"));
    }

    private void saw(Response response) {
        saw(response.protocol() + " " + response.code() + " " + response.message());
        saw("headers " + response.headers());
        saw("type " + response.body().contentType() + ", length "
                + response.body().contentLength());
        saw("asked " + response.request().method() + " " + response.request().url() + " "
                + response.request().headers());
        saw("network " + shown(response.networkResponse()) + ", cache " + shown(response.cacheResponse()));
        saw("tls " + (response.handshake() == null ? null : response.handshake().tlsVersion()));
        for (Response prior = response.priorResponse(); prior != null; prior = prior.priorResponse()) {
            saw("after " + prior.code() + " " + prior.request().url() + " " + prior.headers());
        }
    }

    private static String shown(@Nullable Response response) {
        return response == null
                ? "none"
                : response.code() + " " + response.headers() + " to "
                        + response.request().headers();
    }

    /** The type and words of what failed: the mesh's own exception stands in its place, and has it as its cause. */
    private static String named(IOException failure) {
        Throwable real = failure instanceof MeshException ? Objects.requireNonNull(failure.getCause()) : failure;
        if (real instanceof SocketTimeoutException) {
            return real.getClass().getName(); // in OkHttp's words or the JDK's, as it happens
        }
        if (real instanceof InterruptedIOException) {
            return TIME_IS_UP;
        }
        return real.getClass().getName() + " "
                + String.valueOf(real.getMessage())
                        .replaceFirst("Failed to connect to [^/]*/", "Failed to connect to /");
    }

    private void tell(List<String> events, boolean delivered, boolean timeIsUp) {
        List<String> decisions = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (String event : events) {
            boolean end = event.equals("callEnd") || event.startsWith("callFailed");
            boolean mayDiffer = end && delivered || timeIsUp && event.equals("canceled");
            if (event.startsWith("followUpDecision") || event.startsWith("retryDecision")) {
                decisions.add(event);
            } else if (isTakenAgain(event, others)) {
                others.remove(others.size() - 1);
            } else if (!mayDiffer) {
                others.add(event);
            }
        }
        others.forEach(event -> saw("  " + event));
        decisions.forEach(event -> saw("  " + event));
    }

    /** A connection is given back and taken again at once. */
    private static boolean isTakenAgain(String event, List<String> before) {
        return event.startsWith("connectionAcquired")
                && before.contains(event)
                && before.get(before.size() - 1).equals("connectionReleased");
    }

    /** Everything, with what the server was asked at the end. */
    List<String> transcript() throws InterruptedException {
        List<String> all = new ArrayList<>(transcript);
        int requests = server.getRequestCount();
        all.add("the server was asked " + requests + " times");
        for (int i = 0; i < requests; i++) {
            RecordedRequest request = server.takeRequest();
            ByteString body = request.getBody();
            all.add(request.getRequestLine() + " on connection " + request.getConnectionIndex() + "/"
                    + request.getExchangeIndex() + " " + request.getHandshakeServerNames()
                    + request.getHeaders().toString().replace(":" + server.getPort(), ":PORT")
                    + (body == null ? "" : body.size() > 200 ? body.size() + " bytes" : body.utf8()));
        }
        return all;
    }
}

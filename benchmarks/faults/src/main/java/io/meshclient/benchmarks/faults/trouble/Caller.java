package io.meshclient.benchmarks.faults.trouble;

import io.meshclient.benchmarks.faults.server.Http1;
import io.meshclient.benchmarks.faults.server.Http2;
import io.meshclient.benchmarks.faults.server.TcpServer;
import io.meshclient.benchmarks.faults.server.Tls;
import io.meshclient.benchmarks.faults.trial.Stand;
import io.meshclient.benchmarks.faults.trial.Trial;
import io.meshclient.policy.ServiceConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;

/**
 * How calls are made.
 *
 * @param request what is asked
 * @param isHttp2 in cleartext, with prior knowledge; else HTTP/1.1
 * @param isInAHurry whether each call is given up after a moment
 * @param client changes of the plain client
 * @param orders settings of the service that are not the defaults
 */
record Caller(
        Request request,
        boolean isHttp2,
        boolean isInAHurry,
        Consumer<OkHttpClient.Builder> client,
        Consumer<ServiceConfig.Builder> orders) {

    private static final Duration MOMENT = Duration.ofMillis(50);

    /** A GET, with all defaults. */
    static Caller usual() {
        return new Caller(Stand.request("http"), false, false, client -> {}, orders -> {});
    }

    Caller http2() {
        return new Caller(request, true, isInAHurry, client, orders);
    }

    /** HTTP/1.1 over TLS. */
    Caller secure() {
        return new Caller(Stand.request("https"), false, isInAHurry, Tls::trust, orders);
    }

    Caller client(Consumer<OkHttpClient.Builder> edit) {
        return new Caller(request, isHttp2, isInAHurry, client.andThen(edit), orders);
    }

    Caller orders(Consumer<ServiceConfig.Builder> edit) {
        return new Caller(request, isHttp2, isInAHurry, client, orders.andThen(edit));
    }

    /** Whose waits are shorter in the short form, and the defaults in the long one. */
    Caller waiting(Trial trial) {
        return client(client -> client.readTimeout(Wait.READ.setting(trial)))
                .orders(orders -> orders.callTimeout(Wait.CALL.setting(trial)));
    }

    /** Who gives up after a moment. */
    Caller inAHurry() {
        Consumer<ServiceConfig.Builder> hurried = orders.andThen(
                service -> service.connectTimeout(MOMENT).callTimeout(MOMENT).callTimeoutCoversBody(true));
        return new Caller(request, isHttp2, true, client, hurried);
    }

    /** A good endpoint, as this caller understands it. */
    TcpServer good() throws IOException {
        if (request.isHttps()) {
            return TcpServer.start(Tls.secured(Http1.healthy()));
        }
        return TcpServer.start(isHttp2 ? Http2.each((stream, peer) -> peer.answer(stream)) : Http1.healthy());
    }

    Stand stand(Trial trial, List<String> endpoints) {
        OkHttpClient.Builder plain = new OkHttpClient.Builder();
        if (isHttp2) {
            plain.protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
        }
        client.accept(plain);
        return trial.stand(plain.build(), endpoints, orders);
    }
}

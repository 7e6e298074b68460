package io.meshclient.okhttp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.List;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.Handshake;
import okhttp3.HttpUrl;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** What an attempt of several tells the user's listener, when it is its turn. */
final class InTurn extends EventListener {

    private final EventListener user;
    private final Turns.Turn turn;

    InTurn(EventListener user, Turns.Turn turn) {
        this.user = user;
        this.turn = turn;
    }

    Turns.Turn turn() {
        return turn;
    }

    @Override
    public void proxySelectStart(Call call, HttpUrl url) {
        turn.hear(() -> user.proxySelectStart(call, url));
    }

    @Override
    public void proxySelectEnd(Call call, HttpUrl url, List<Proxy> proxies) {
        turn.hear(() -> user.proxySelectEnd(call, url, proxies));
    }

    @Override
    public void dnsStart(Call call, String domainName) {
        turn.hear(() -> user.dnsStart(call, domainName));
    }

    @Override
    public void dnsEnd(Call call, String domainName, List<InetAddress> addresses) {
        turn.hear(() -> user.dnsEnd(call, domainName, addresses));
    }

    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
        turn.hear(() -> user.connectStart(call, address, proxy));
    }

    @Override
    public void secureConnectStart(Call call) {
        turn.hear(() -> user.secureConnectStart(call));
    }

    @Override
    public void secureConnectEnd(Call call, @Nullable Handshake handshake) {
        turn.hear(() -> user.secureConnectEnd(call, handshake));
    }

    @Override
    public void connectEnd(Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol) {
        turn.hear(() -> user.connectEnd(call, address, proxy, protocol));
    }

    @Override
    public void connectFailed(
            Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol, IOException ioe) {
        turn.hear(() -> user.connectFailed(call, address, proxy, protocol, ioe));
    }

    @Override
    public void connectionAcquired(Call call, Connection connection) {
        turn.hear(() -> user.connectionAcquired(call, connection));
    }

    @Override
    public void connectionReleased(Call call, Connection connection) {
        turn.hear(() -> user.connectionReleased(call, connection));
    }

    @Override
    public void requestHeadersStart(Call call) {
        turn.hear(() -> user.requestHeadersStart(call));
    }

    @Override
    public void requestHeadersEnd(Call call, Request request) {
        turn.hear(() -> user.requestHeadersEnd(call, request));
    }

    @Override
    public void requestBodyStart(Call call) {
        turn.hear(() -> user.requestBodyStart(call));
    }

    @Override
    public void requestBodyEnd(Call call, long byteCount) {
        turn.hear(() -> user.requestBodyEnd(call, byteCount));
    }

    @Override
    public void requestFailed(Call call, IOException ioe) {
        turn.hear(() -> user.requestFailed(call, ioe));
    }

    @Override
    public void responseHeadersStart(Call call) {
        turn.hear(() -> user.responseHeadersStart(call));
    }

    @Override
    public void responseHeadersEnd(Call call, Response received) {
        turn.hear(() -> user.responseHeadersEnd(call, received));
    }

    @Override
    public void responseBodyStart(Call call) {
        turn.hear(() -> user.responseBodyStart(call));
    }

    @Override
    public void responseBodyEnd(Call call, long byteCount) {
        turn.hear(() -> user.responseBodyEnd(call, byteCount));
    }

    @Override
    public void responseFailed(Call call, IOException ioe) {
        turn.hear(() -> user.responseFailed(call, ioe));
    }

    @Override
    public void cacheHit(Call call, Response cached) {
        turn.hear(() -> user.cacheHit(call, cached));
    }

    @Override
    public void cacheMiss(Call call) {
        turn.hear(() -> user.cacheMiss(call));
    }

    @Override
    public void cacheConditionalHit(Call call, Response cached) {
        turn.hear(() -> user.cacheConditionalHit(call, cached));
    }

    @Override
    public void satisfactionFailure(Call call, Response unsatisfied) {
        turn.hear(() -> user.satisfactionFailure(call, unsatisfied));
    }

    @Override
    public void followUpDecision(Call call, Response networkResponse, @Nullable Request nextRequest) {
        turn.hear(() -> user.followUpDecision(call, networkResponse, nextRequest));
    }
}

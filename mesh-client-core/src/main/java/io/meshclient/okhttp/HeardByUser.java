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

/**
 * What the user's listener hears of an attempt, with the front call in the attempt's place. Not passed on are the start and
 * the end of the attempt's call: the user hears those of the front call.
 */
abstract sealed class HeardByUser extends EventListener permits Attempt {

    private final EventListener user;
    private final Call front;

    HeardByUser(@Nullable EventListener user, Call front) {
        this.user = user == null ? EventListener.NONE : user;
        this.front = front;
    }

    /** Nothing more comes from this attempt. */
    final void heardOut() {
        if (user instanceof InTurn own) {
            own.turn().end();
        }
    }

    /** It is given up for another attempt. */
    final void unheard() {
        if (user instanceof InTurn own) {
            own.turn().drop();
        }
    }

    @Override
    public void proxySelectStart(Call call, HttpUrl url) {
        user.proxySelectStart(front, url);
    }

    @Override
    public void proxySelectEnd(Call call, HttpUrl url, List<Proxy> proxies) {
        user.proxySelectEnd(front, url, proxies);
    }

    @Override
    public void dnsStart(Call call, String domainName) {
        user.dnsStart(front, domainName);
    }

    @Override
    public void dnsEnd(Call call, String domainName, List<InetAddress> addresses) {
        user.dnsEnd(front, domainName, addresses);
    }

    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
        user.connectStart(front, address, proxy);
    }

    @Override
    public void secureConnectStart(Call call) {
        user.secureConnectStart(front);
    }

    @Override
    public void secureConnectEnd(Call call, @Nullable Handshake handshake) {
        user.secureConnectEnd(front, handshake);
    }

    @Override
    public void connectEnd(Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol) {
        user.connectEnd(front, address, proxy, protocol);
    }

    @Override
    public void connectFailed(
            Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol, IOException ioe) {
        user.connectFailed(front, address, proxy, protocol, ioe);
    }

    @Override
    public void connectionAcquired(Call call, Connection connection) {
        user.connectionAcquired(front, connection);
    }

    @Override
    public void connectionReleased(Call call, Connection connection) {
        user.connectionReleased(front, connection);
    }

    @Override
    public void requestHeadersStart(Call call) {
        user.requestHeadersStart(front);
    }

    @Override
    public void requestHeadersEnd(Call call, Request request) {
        user.requestHeadersEnd(front, request);
    }

    @Override
    public void requestBodyStart(Call call) {
        user.requestBodyStart(front);
    }

    @Override
    public void requestBodyEnd(Call call, long byteCount) {
        user.requestBodyEnd(front, byteCount);
    }

    @Override
    public void requestFailed(Call call, IOException ioe) {
        user.requestFailed(front, ioe);
    }

    @Override
    public void responseHeadersStart(Call call) {
        user.responseHeadersStart(front);
    }

    @Override
    public void responseHeadersEnd(Call call, Response received) {
        user.responseHeadersEnd(front, received);
    }

    @Override
    public void responseBodyStart(Call call) {
        user.responseBodyStart(front);
    }

    @Override
    public void responseBodyEnd(Call call, long byteCount) {
        user.responseBodyEnd(front, byteCount);
    }

    @Override
    public void responseFailed(Call call, IOException ioe) {
        user.responseFailed(front, ioe);
    }

    @Override
    public void cacheHit(Call call, Response cached) {
        user.cacheHit(front, cached);
    }

    @Override
    public void cacheMiss(Call call) {
        user.cacheMiss(front);
    }

    @Override
    public void cacheConditionalHit(Call call, Response cached) {
        user.cacheConditionalHit(front, cached);
    }

    @Override
    public void satisfactionFailure(Call call, Response unsatisfied) {
        user.satisfactionFailure(front, unsatisfied);
    }

    @Override
    public void followUpDecision(Call call, Response networkResponse, @Nullable Request nextRequest) {
        user.followUpDecision(front, networkResponse, nextRequest);
    }
}

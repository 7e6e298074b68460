package io.meshclient.okhttp.compat;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.Dispatcher;
import okhttp3.EventListener;
import okhttp3.Handshake;
import okhttp3.HttpUrl;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** What a listener is told, in its order: the names of events, and the same with what came along. */
final class HeardEvents extends EventListener {
    final List<String> events = new CopyOnWriteArrayList<>();
    final List<String> told = new CopyOnWriteArrayList<>();
    final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Consumer<String> reaction;

    HeardEvents() {
        this(event -> {});
    }

    /** Does something more on every event, such as to throw. */
    HeardEvents(Consumer<String> reaction) {
        this.reaction = reaction;
    }

    long count(String event) {
        return events.stream().filter(it -> it.equals(event)).count();
    }

    private void add(Call call, String event, @Nullable Object... details) {
        events.add(event);
        told.add(Stream.concat(Stream.of(event), Arrays.stream(details).map(String::valueOf))
                .collect(joining(" ")));
        calls.add(call);
        reaction.accept(event);
    }

    /** Without the name, which is there or not as the Dns likes it. */
    private static String shown(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    @Override
    public void callStart(Call call) {
        add(call, "callStart");
    }

    @Override
    public void dispatcherQueueStart(Call call, Dispatcher dispatcher) {
        add(call, "dispatcherQueueStart");
    }

    @Override
    public void dispatcherQueueEnd(Call call, Dispatcher dispatcher) {
        add(call, "dispatcherQueueEnd");
    }

    @Override
    public void proxySelectStart(Call call, HttpUrl url) {
        add(call, "proxySelectStart", url);
    }

    @Override
    public void proxySelectEnd(Call call, HttpUrl url, List<Proxy> proxies) {
        add(call, "proxySelectEnd", url, proxies);
    }

    @Override
    public void dnsStart(Call call, String name) {
        add(call, "dnsStart", name);
    }

    @Override
    public void dnsEnd(Call call, String name, List<InetAddress> addresses) {
        add(
                call,
                "dnsEnd",
                name,
                addresses.stream().map(InetAddress::getHostAddress).toList());
    }

    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
        add(call, "connectStart", shown(address));
    }

    @Override
    public void secureConnectStart(Call call) {
        add(call, "secureConnectStart");
    }

    @Override
    public void secureConnectEnd(Call call, @Nullable Handshake handshake) {
        add(call, "secureConnectEnd", handshake == null ? null : handshake.tlsVersion());
    }

    @Override
    public void connectEnd(Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol) {
        add(call, "connectEnd", shown(address), protocol);
    }

    @Override
    public void connectFailed(
            Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol, IOException failure) {
        add(call, "connectFailed", shown(address), protocol, failure.getClass());
    }

    @Override
    public void connectionAcquired(Call call, Connection connection) {
        add(call, "connectionAcquired", shown(connection.route().socketAddress()), connection.protocol());
    }

    @Override
    public void connectionReleased(Call call, Connection connection) {
        add(call, "connectionReleased");
    }

    @Override
    public void requestHeadersStart(Call call) {
        add(call, "requestHeadersStart");
    }

    @Override
    public void requestHeadersEnd(Call call, Request request) {
        add(call, "requestHeadersEnd", request.method(), request.url());
    }

    @Override
    public void requestBodyStart(Call call) {
        add(call, "requestBodyStart");
    }

    @Override
    public void requestBodyEnd(Call call, long bytes) {
        add(call, "requestBodyEnd", bytes);
    }

    @Override
    public void requestFailed(Call call, IOException failure) {
        add(call, "requestFailed", failure.getClass());
    }

    @Override
    public void responseHeadersStart(Call call) {
        add(call, "responseHeadersStart");
    }

    @Override
    public void responseHeadersEnd(Call call, Response response) {
        add(call, "responseHeadersEnd", response.code());
    }

    @Override
    public void responseBodyStart(Call call) {
        add(call, "responseBodyStart");
    }

    @Override
    public void responseBodyEnd(Call call, long bytes) {
        add(call, "responseBodyEnd", bytes);
    }

    @Override
    public void responseFailed(Call call, IOException failure) {
        add(call, "responseFailed", failure.getClass());
    }

    @Override
    public void callEnd(Call call) {
        add(call, "callEnd");
    }

    @Override
    public void callFailed(Call call, IOException failure) {
        add(call, "callFailed");
    }

    @Override
    public void canceled(Call call) {
        add(call, "canceled");
    }

    @Override
    public void satisfactionFailure(Call call, Response response) {
        add(call, "satisfactionFailure", response.code());
    }

    @Override
    public void cacheHit(Call call, Response response) {
        add(call, "cacheHit", response.code());
    }

    @Override
    public void cacheMiss(Call call) {
        add(call, "cacheMiss");
    }

    @Override
    public void cacheConditionalHit(Call call, Response response) {
        add(call, "cacheConditionalHit", response.code());
    }

    @Override
    public void retryDecision(Call call, IOException failure, boolean retry) {
        add(call, "retryDecision " + retry);
    }

    @Override
    public void followUpDecision(Call call, Response response, @Nullable Request next) {
        add(call, "followUpDecision", response.code(), next == null ? null : next.url());
        if (next != null) {
            add(call, "followUpDecision next");
        }
    }
}

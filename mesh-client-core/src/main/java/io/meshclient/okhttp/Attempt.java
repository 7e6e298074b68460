package io.meshclient.okhttp;

import io.meshclient.cluster.EndpointState;
import io.meshclient.guard.Admission;
import io.meshclient.observe.AttemptObserver;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.Verdict;
import io.meshclient.time.Timers;
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
 * One attempt: what its own call tells of it, and what belongs to it. Events come on the calling thread, except those of
 * connecting and cancelling, hence the volatiles. It never throws. What the user's listener may hear is passed on, with
 * the front call in the attempt's place.
 */
final class Attempt extends EventListener {

    /** Who cancelled, if it was the mesh. */
    enum Canceller {
        NOBODY,
        CONNECT_TIMER,
        BODY_TIMER
    }

    private final int number;
    private final EndpointState endpoint;
    private final EndpointBinding binding;
    private final Admission admission;
    private final AttemptScope scope;
    private AttemptObserver observer = AttemptObserver.NONE;

    private volatile boolean connectSeen;
    private volatile boolean connectFailed;
    private volatile Timers.@Nullable Timer connectTimer;
    private volatile Canceller canceller = Canceller.NOBODY;
    private boolean acquired;
    private boolean reused;
    private boolean requestStarted;
    private boolean bodyStarted;
    private boolean responseStarted;
    private boolean cacheHit;
    private boolean http2;
    private @Nullable EndpointSocket socket;
    private long bytesInBefore;
    private long bytesOutBefore;
    private volatile boolean headersDone;
    private volatile boolean ended;
    private volatile @Nullable LeakWatch leakWatch;

    @Nullable
    Request sent;

    @Nullable
    Response response;

    boolean timeoutIsDeadline;
    long timeoutNanos;

    Attempt(int number, EndpointState endpoint, EndpointBinding binding, Admission admission, AttemptScope scope) {
        this.number = number;
        this.endpoint = endpoint;
        this.binding = binding;
        this.admission = admission;
        this.scope = scope;
    }

    void observedBy(AttemptObserver heard) {
        observer = heard;
    }

    /** For a body that nobody closes: OkHttp tells nothing of it, so the garbage collector has to. */
    void watchForLeak() {
        LeakWatch watch = LeakWatch.over(this, admission);
        leakWatch = watch;
        if (ended) {
            watch.letGo(); // it ended between the look and the watch
        }
    }

    int number() {
        return number;
    }

    EndpointState endpoint() {
        return endpoint;
    }

    EndpointBinding binding() {
        return binding;
    }

    Admission admission() {
        return admission;
    }

    Canceller canceller() {
        return canceller;
    }

    boolean connectFailed() {
        return connectFailed;
    }

    boolean acquired() {
        return acquired;
    }

    boolean reused() {
        return reused;
    }

    boolean requestStarted() {
        return requestStarted;
    }

    boolean bodyStarted() {
        return bodyStarted;
    }

    boolean http2() {
        return http2;
    }

    boolean cacheHit() {
        return cacheHit;
    }

    /** Whether a byte of an answer may have come; without a counter of ours only complete headers tell. */
    boolean anythingCame() {
        return responseStarted || socket != null && !http2 && socket.bytesIn() != bytesInBefore;
    }

    /** Whether it is proven that not a byte of the request left. */
    boolean nothingLeft() {
        return !requestStarted || socket != null && !http2 && socket.bytesOut() == bytesOutBefore;
    }

    /** The first moment of the admission; the second follows when the body ends, or at once if it has. */
    void headers(Outcome outcome, Verdict verdict, long now) {
        admission.headers(outcome, verdict, now);
        if (observer != AttemptObserver.NONE) {
            observer.attemptEnded(outcome, verdict);
        }
        headersDone = true;
        if (ended || !outcome.hasResponse() && response == null) {
            admission.end();
        }
    }

    /** An upgraded connection is no attempt any more. */
    void upgraded() {
        admission.end();
    }

    void cancelBody(Call call) {
        canceller = Canceller.BODY_TIMER;
        call.cancel();
    }

    boolean isOver() {
        return ended;
    }

    private @Nullable EventListener user() {
        return scope.listener();
    }

    @Override
    public void proxySelectStart(Call call, HttpUrl url) {
        EventListener user = user();
        if (user != null) {
            user.proxySelectStart(scope.front(), url);
        }
    }

    @Override
    public void proxySelectEnd(Call call, HttpUrl url, List<Proxy> proxies) {
        EventListener user = user();
        if (user != null) {
            user.proxySelectEnd(scope.front(), url, proxies);
        }
    }

    @Override
    public void dnsStart(Call call, String domainName) {
        EventListener user = user();
        if (user != null) {
            user.dnsStart(scope.front(), domainName);
        }
    }

    @Override
    public void dnsEnd(Call call, String domainName, List<InetAddress> addresses) {
        EventListener user = user();
        if (user != null) {
            user.dnsEnd(scope.front(), domainName, addresses);
        }
    }

    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
        connectSeen = true;
        if (scope.connectNanos() > 0 && call.request().isHttps()) { // OkHttp's own covers TCP only
            connectTimer = scope.timers().schedule(scope.connectNanos(), () -> {
                canceller = Canceller.CONNECT_TIMER;
                call.cancel();
            });
        }
        EventListener user = user();
        if (user != null) {
            user.connectStart(scope.front(), address, proxy);
        }
    }

    @Override
    public void secureConnectStart(Call call) {
        EventListener user = user();
        if (user != null) {
            user.secureConnectStart(scope.front());
        }
    }

    @Override
    public void secureConnectEnd(Call call, @Nullable Handshake handshake) {
        EventListener user = user();
        if (user != null) {
            user.secureConnectEnd(scope.front(), handshake);
        }
    }

    @Override
    public void connectEnd(Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol) {
        endConnectTimer();
        EventListener user = user();
        if (user != null) {
            user.connectEnd(scope.front(), address, proxy, protocol);
        }
    }

    @Override
    public void connectFailed(
            Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol, IOException ioe) {
        connectFailed = true;
        endConnectTimer();
        binding.address().connectFailed();
        EventListener user = user();
        if (user != null) {
            user.connectFailed(scope.front(), address, proxy, protocol, ioe);
        }
    }

    private void endConnectTimer() {
        Timers.Timer timer = connectTimer;
        if (timer != null) {
            timer.cancel();
            connectTimer = null;
        }
    }

    @Override
    public void connectionAcquired(Call call, Connection connection) {
        acquired = true;
        reused = !connectSeen;
        connectSeen = false; // an authenticator's second round may dial again
        requestStarted = false;
        responseStarted = false;
        http2 = connection.protocol() == Protocol.HTTP_2 || connection.protocol() == Protocol.H2_PRIOR_KNOWLEDGE;
        socket = connection.socket() instanceof EndpointSocket ours ? ours : null;
        if (socket != null) {
            bytesInBefore = socket.bytesIn();
            bytesOutBefore = socket.bytesOut();
        }
        EventListener user = user();
        if (user != null) {
            user.connectionAcquired(scope.front(), connection);
        }
    }

    @Override
    public void connectionReleased(Call call, Connection connection) {
        EventListener user = user();
        if (user != null) {
            user.connectionReleased(scope.front(), connection);
        }
    }

    @Override
    public void requestHeadersStart(Call call) {
        requestStarted = true;
        EventListener user = user();
        if (user != null) {
            user.requestHeadersStart(scope.front());
        }
    }

    @Override
    public void requestHeadersEnd(Call call, Request request) {
        EventListener user = user();
        if (user != null) {
            user.requestHeadersEnd(scope.front(), request);
        }
    }

    @Override
    public void requestBodyStart(Call call) {
        bodyStarted = true;
        EventListener user = user();
        if (user != null) {
            user.requestBodyStart(scope.front());
        }
    }

    @Override
    public void requestBodyEnd(Call call, long byteCount) {
        EventListener user = user();
        if (user != null) {
            user.requestBodyEnd(scope.front(), byteCount);
        }
    }

    @Override
    public void requestFailed(Call call, IOException ioe) {
        EventListener user = user();
        if (user != null) {
            user.requestFailed(scope.front(), ioe);
        }
    }

    @Override
    public void responseHeadersStart(Call call) {
        responseStarted = true;
        EventListener user = user();
        if (user != null) {
            user.responseHeadersStart(scope.front());
        }
    }

    @Override
    public void responseHeadersEnd(Call call, Response received) {
        EventListener user = user();
        if (user != null) {
            user.responseHeadersEnd(scope.front(), received);
        }
    }

    @Override
    public void responseBodyStart(Call call) {
        EventListener user = user();
        if (user != null) {
            user.responseBodyStart(scope.front());
        }
    }

    @Override
    public void responseBodyEnd(Call call, long byteCount) {
        EventListener user = user();
        if (user != null) {
            user.responseBodyEnd(scope.front(), byteCount);
        }
    }

    @Override
    public void responseFailed(Call call, IOException ioe) {
        EventListener user = user();
        if (user != null) {
            user.responseFailed(scope.front(), ioe);
        }
    }

    @Override
    public void cacheHit(Call call, Response cached) {
        cacheHit = true;
        EventListener user = user();
        if (user != null) {
            user.cacheHit(scope.front(), cached);
        }
    }

    @Override
    public void cacheMiss(Call call) {
        EventListener user = user();
        if (user != null) {
            user.cacheMiss(scope.front());
        }
    }

    @Override
    public void cacheConditionalHit(Call call, Response cached) {
        EventListener user = user();
        if (user != null) {
            user.cacheConditionalHit(scope.front(), cached);
        }
    }

    @Override
    public void satisfactionFailure(Call call, Response unsatisfied) {
        cacheHit = true; // only-if-cached, and not in the cache: no endpoint was asked
        EventListener user = user();
        if (user != null) {
            user.satisfactionFailure(scope.front(), unsatisfied);
        }
    }

    /** An authenticator's new round; that no follow-up came, and redirects, are told once by the routed call. */
    @Override
    public void followUpDecision(Call call, Response networkResponse, @Nullable Request nextRequest) {
        EventListener user = user();
        if (user != null && nextRequest != null) {
            user.followUpDecision(scope.front(), networkResponse, nextRequest);
        }
    }

    @Override
    public void callEnd(Call call) {
        over(call, null);
    }

    @Override
    public void callFailed(Call call, IOException ioe) {
        over(call, ioe);
    }

    private void over(Call call, @Nullable IOException failure) {
        ended = true;
        LeakWatch watch = leakWatch;
        if (watch != null) {
            watch.letGo();
        }
        endConnectTimer();
        scope.hook().finished(call);
        if (headersDone) {
            if (failure != null && !call.isCanceled()) {
                admission.bodyFailed(scope.now());
            }
            admission.end();
        }
    }
}

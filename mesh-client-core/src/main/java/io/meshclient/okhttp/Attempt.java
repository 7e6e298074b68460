package io.meshclient.okhttp;

import io.meshclient.cluster.EndpointState;
import io.meshclient.guard.Admission;
import io.meshclient.guard.Breaker;
import io.meshclient.observe.AttemptObserver;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.Verdict;
import io.meshclient.policy.ServiceConfig;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.Objects;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * One attempt: what its own call tells of it, and what belongs to it. Events come on the calling thread, except those of
 * connecting and cancelling, hence the volatiles. It never throws, but for the user's listener, which hears what follows.
 */
final class Attempt extends HeardByUser {

    private final int number;
    private final EndpointState endpoint;
    private final EndpointBinding binding;
    private final Admission admission;
    private final CallScope scope;
    private AttemptObserver observer = AttemptObserver.NONE;

    private volatile boolean connectSeen;
    private volatile @Nullable ConnectTimer connectTimer; // the newest; there is one for each address that is tried
    private volatile boolean bodyTimedOut;
    private boolean reused;
    private boolean requestStarted;
    private boolean bodyStarted;
    private boolean responseStarted;
    private boolean cacheHit;
    private int rounds = 1;
    private @Nullable EndpointPool pool;
    private @Nullable Carrier carrier;
    private volatile boolean headersDone;
    private volatile boolean ended;
    private volatile @Nullable LeakWatch leakWatch;

    /** What it is run by, once it is prepared. */
    @Nullable
    Call call;

    @Nullable
    Response response;

    /** The breaker that let it through; it must hear of this attempt even if the service has another one by then. */
    @Nullable
    Breaker breaker;

    /** Whether it was sent beside one that ran. */
    boolean hedge;

    boolean timeoutIsDeadline;

    Attempt(int number, EndpointState endpoint, EndpointBinding binding, Admission admission, CallScope scope) {
        super(scope.listener(), scope.front());
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

    Call call() {
        return Objects.requireNonNull(call);
    }

    Admission admission() {
        return admission;
    }

    boolean bodyTimedOut() {
        return bodyTimedOut;
    }

    /** The client to run it by, of the pool that new calls use. */
    OkHttpClient client(ServiceConfig config, boolean webSocket) {
        EndpointPool used = binding.pool(config.connection(), admission.startNanos());
        pool = used;
        return used.client(
                scope.chain(), scope.connectMillis(), config.timeouts().perTryIdleMillis(), webSocket);
    }

    boolean acquired() {
        return carrier != null;
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

    boolean cacheHit() {
        return cacheHit;
    }

    /** Requests sent: one, and one for each answer of an authenticator. */
    int rounds() {
        return rounds;
    }

    /** Whether a byte of an answer may have come; without a counter of ours only complete headers tell. */
    boolean anythingCame() {
        Carrier by = carrier;
        return responseStarted || by != null && by.anythingCame();
    }

    /** Whether the other side had closed the connection when the request or its answer failed. */
    boolean connectionEnded() {
        Carrier by = carrier;
        return by != null && by.ended();
    }

    private void lookForItsEnd() {
        Carrier by = carrier;
        if (by != null) {
            by.lookForItsEnd();
        }
    }

    /** Whether it is proven that not a byte of the request left. */
    boolean nothingLeft() {
        Carrier by = carrier;
        return !requestStarted || by != null && by.nothingLeft();
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

    void cancelBody() {
        bodyTimedOut = true;
        call().cancel();
    }

    boolean isOver() {
        return ended;
    }

    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
        connectSeen = true;
        super.connectStart(call, address, proxy);
        if (scope.connectNanos() > 0 && call.request().isHttps()) { // OkHttp's own covers TCP only
            startConnectTimer();
        } else {
            ConnectTimer.none();
        }
    }

    @Override
    public void connectEnd(Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol) {
        endConnectTimers();
        binding.address().connected(address.getAddress());
        super.connectEnd(call, address, proxy, protocol);
    }

    @Override
    public void connectFailed(
            Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol, IOException ioe) {
        if (!call.isCanceled()) {
            binding.address().connectFailed(address.getAddress());
        }
        super.connectFailed(call, address, proxy, protocol, ioe);
    }

    /** Whether the time to connect was up, if only when the connection had just become ready. */
    boolean connectTimedOut() {
        ConnectTimer newest = connectTimer;
        return newest != null && newest.anyExpired();
    }

    private synchronized void startConnectTimer() { // addresses race on threads of OkHttp
        connectTimer = ConnectTimer.start(scope.timers(), scope.connectNanos(), connectTimer);
    }

    private void endConnectTimers() {
        ConnectTimer newest = connectTimer;
        if (newest != null) {
            newest.endAll();
        }
    }

    @Override
    public void connectionAcquired(Call call, Connection connection) {
        reused = !connectSeen;
        connectSeen = false; // an authenticator's second round may dial again
        requestStarted = false;
        responseStarted = false;
        EndpointPool used = Objects.requireNonNull(pool);
        carrier = new Carrier(used, connection);
        retire(call, connection, used.policy().maxAge().toNanos());
        super.connectionAcquired(call, connection);
    }

    private void retire(Call call, Connection connection, long maxAgeNanos) {
        ReportSlot slot = maxAgeNanos > 0 ? call.request().tag(ReportSlot.class) : null;
        if (slot != null) {
            slot.endsConnection(binding.ages()
                    .isOver(
                            connection,
                            scope.now(),
                            maxAgeNanos,
                            scope.runtime().random()));
        }
    }

    @Override
    public void requestHeadersStart(Call call) {
        requestStarted = true;
        super.requestHeadersStart(call);
    }

    @Override
    public void requestBodyStart(Call call) {
        bodyStarted = true;
        super.requestBodyStart(call);
    }

    @Override
    public void responseHeadersStart(Call call) {
        responseStarted = true;
        EndpointPool used = pool;
        if (used != null) {
            used.heard();
        }
        super.responseHeadersStart(call);
    }

    @Override
    public void cacheHit(Call call, Response cached) {
        cacheHit = true;
        super.cacheHit(call, cached);
    }

    @Override
    public void satisfactionFailure(Call call, Response unsatisfied) {
        cacheHit = true; // only-if-cached, and not in the cache: no endpoint was asked
        super.satisfactionFailure(call, unsatisfied);
    }

    /** An authenticator's new round; that no follow-up came, and redirects, are told once by the routed call. */
    @Override
    public void followUpDecision(Call call, Response networkResponse, @Nullable Request nextRequest) {
        if (nextRequest != null) {
            rounds++;
            super.followUpDecision(call, networkResponse, nextRequest);
        }
    }

    @Override
    public void responseBodyEnd(Call call, long byteCount) {
        try {
            super.responseBodyEnd(call, byteCount);
        } catch (RuntimeException | Error e) {
            over(call, null); // OkHttp would not tell us any more
            throw e;
        }
    }

    @Override
    public void requestFailed(Call call, IOException ioe) {
        lookForItsEnd();
        super.requestFailed(call, ioe);
    }

    @Override
    public void responseFailed(Call call, IOException ioe) {
        lookForItsEnd();
        try {
            super.responseFailed(call, ioe);
        } catch (RuntimeException | Error e) {
            over(call, null); // OkHttp would not tell us any more
            throw e;
        }
    }

    @Override
    public void connectionReleased(Call call, Connection connection) {
        try {
            super.connectionReleased(call, connection);
        } catch (RuntimeException | Error e) {
            over(call, null); // OkHttp would not tell us any more
            throw e;
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

    /** Time that is up without an answer says something of the connection; a pool that drains may have become empty. */
    private void leave(@Nullable IOException failure) {
        Carrier by = carrier;
        if (by != null && failure instanceof InterruptedIOException && !isGivenUp()) {
            by.timedOut(!anythingCame(), binding, admission.startNanos(), scope.now());
        }
        EndpointPool used = pool;
        if (used != null) {
            binding.ended(used);
        }
    }

    private boolean isGivenUp() {
        return scope.hook().isCanceled() || Thread.currentThread().isInterrupted();
    }

    private void over(Call call, @Nullable IOException failure) {
        ended = true;
        LeakWatch watch = leakWatch;
        if (watch != null) {
            watch.letGo();
        }
        endConnectTimers();
        leave(failure);
        scope.hook().finished(call);
        heardOut();
        if (headersDone) {
            if (failure != null && !call.isCanceled()) {
                admission.bodyFailed(scope.now());
            }
            admission.end();
        }
    }
}

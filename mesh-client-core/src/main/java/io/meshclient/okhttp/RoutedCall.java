package io.meshclient.okhttp;

import io.meshclient.call.Step;
import io.meshclient.cluster.Cluster;
import io.meshclient.outcome.CallReport;
import io.meshclient.outcome.MeshTimeoutException;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.StopReason;
import io.meshclient.policy.CallOptions;
import io.meshclient.policy.DeadlinePolicy;
import io.meshclient.policy.EnvoyHeaders;
import io.meshclient.policy.RetryRules;
import io.meshclient.policy.TimeoutPolicy;
import io.meshclient.time.Deadline;
import io.meshclient.time.Timers;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * One front call: takes over its timeout and its cancel, and follows redirects, each hop routed anew. What happens on one
 * hop is {@link MeshCall}'s.
 */
final class RoutedCall {

    /** OkHttp's default connect timeout, which cannot be told from unset. */
    private static final int OKHTTP_CONNECT_MILLIS = 10_000;

    private static final int CONNECT_MILLIS = 1_000;

    private final Directory directory;
    private final Front front;
    private final Interceptor.Chain chain;
    private final CallOptions options;
    private final CancelHook hook = new CancelHook();
    private int sent; // by the hops so far
    private @Nullable EnvoyHeaders wishes; // of the request's headers, once a service obeys them

    RoutedCall(Directory directory, Front front, Interceptor.Chain chain) {
        this.directory = directory;
        this.front = front;
        this.chain = chain;
        this.options = options(chain.request());
    }

    Response run(Cluster first, Request original) throws IOException {
        long start = directory.runtime().ticker().nanos();
        EventListener listener = chain.getEventListener();
        hook.attach(chain.call());
        Request request = outgoing(first, original);
        Times times = times(first, start);
        Cluster cluster = first;
        Response prior = null;
        for (int hop = 0; ; hop++) {
            Response response = cluster == null ? outside(request, times) : hop(cluster, request, listener, times);
            response = prior == null ? response : linked(response, prior);
            Request next = Redirects.next(response, response.request(), chain);
            boolean tooMany = next != null && hop == Redirects.MAX;
            if (cluster != null) { // OkHttp itself tells it of other hops
                tell(listener, response, tooMany ? null : next);
            }
            if (next == null) {
                return response;
            }
            AttemptBodies.discard(response, null);
            if (tooMany) {
                throw new ProtocolException("Too many follow-up requests: " + (Redirects.MAX + 1));
            }
            prior = response;
            request = next;
            times = times.from(directory.runtime().ticker().nanos());
            cluster = directory.find(next.url().host());
            if (cluster == null) {
                MeshInterceptor.refuseIfNoService(directory, next);
            } else {
                request = outgoing(cluster, next);
            }
        }
    }

    /** The request as its service may see it: without what was meant for the mesh, with the key that the mesh gives it. */
    private Request outgoing(Cluster cluster, Request request) {
        RetryRules rules = cluster.config().retry().rules();
        EnvoyHeaders found = rules.envoyHeaders() ? EnvoyHeaders.of(request::headers) : null;
        wishes = found != null ? found : wishes;
        Request rest = found != null ? Replays.stripped(request) : request;
        return Replays.keyed(rest, rules, options, directory.runtime().random());
    }

    private void tell(EventListener listener, Response response, @Nullable Request next) {
        try {
            listener.followUpDecision(chain.call(), response, next);
        } catch (RuntimeException | Error e) {
            response.close(); // a listener that throws fails the call, as in OkHttp, but must not cost a connection
            throw e;
        }
    }

    private Response hop(Cluster cluster, Request request, EventListener listener, Times times) throws IOException {
        int connectMillis = connectMillis(cluster.config().timeouts());
        CallScope scope = new CallScope(
                directory,
                front,
                chain,
                listener instanceof ContextListener || listener == EventListener.NONE ? null : listener,
                hook,
                connectMillis,
                sent,
                Replays.policy(cluster.config().retry(), request, wishes, options),
                Replays.policy(cluster.config(), wishes, options));
        MeshCall call = MeshCall.entered(new Hop(scope, cluster, request, options, times));
        Response response = call.run();
        sent += call.sent();
        return response;
    }

    /** A hop that leaves the mesh: OkHttp's own way, under what is left of our deadline. */
    private Response outside(Request request, Times times) throws IOException {
        if (times.deadline() == Step.NEVER) {
            return chain.proceed(request);
        }
        AtomicBoolean expired = new AtomicBoolean();
        long now = directory.runtime().ticker().nanos();
        Timers.Timer timer = directory.runtime().timers().schedule(times.deadline() - now, () -> {
            expired.set(true);
            chain.call().cancel();
        });
        try {
            return chain.proceed(request);
        } catch (IOException e) {
            if (!expired.get()) {
                throw e;
            }
            long elapsed = directory.runtime().ticker().nanos() - times.start();
            StopReason stop = times.inherited() == null ? StopReason.DEADLINE : StopReason.CALLER_DEADLINE;
            CallReport report = new CallReport(request.url().host(), List.of(), stop, null, elapsed);
            throw new MeshTimeoutException(report, e);
        } finally {
            timer.cancel();
        }
    }

    /** Puts the earlier hops behind what an authenticator's rounds brought in this one. */
    private static Response linked(Response response, Response prior) {
        Response round = response.priorResponse();
        Response before = round != null
                ? linked(round, prior)
                : prior.newBuilder().body(ResponseBody.EMPTY).build();
        return response.newBuilder().priorResponse(before).build();
    }

    private int connectMillis(TimeoutPolicy timeouts) {
        Duration explicit = timeouts.connect();
        if (explicit != null) {
            return (int) Math.min(Integer.MAX_VALUE, explicit.toMillis());
        }
        int fronts = chain.connectTimeoutMillis();
        return fronts != OKHTTP_CONNECT_MILLIS ? fronts : CONNECT_MILLIS;
    }

    /** Takes the front's timeout over: left running, OkHttp would put its exception in the place of ours. */
    private Times times(Cluster cluster, long start) {
        long frontNanos = chain.call().timeout().timeoutNanos();
        if (frontNanos > 0) {
            chain.call().timeout().cancel();
        }
        TimeoutPolicy policy = cluster.config().timeouts();
        long mesh = nanos(CallOptions::callTimeout, EnvoyHeaders::callTimeout, policy.call());
        long perTry = nanos(CallOptions::perTryTimeout, EnvoyHeaders::perTryTimeout, policy.perTry());
        long call = frontNanos > 0 && (mesh == 0 || frontNanos < mesh) ? frontNanos : mesh;
        long body = policy.callCoversBody() ? call : frontNanos;
        Times own = new Times(
                start, call == 0 ? Step.NEVER : start + call, body == 0 ? Step.NEVER : start + body, perTry, null);
        Deadline inherited = policy.deadline().inherit() ? inherited() : null;
        return inherited == null ? own : own.within(inherited, policy);
    }

    /** The request's own counts before its thread's. */
    private @Nullable Deadline inherited() {
        Deadline tagged = chain.request().tag(Deadline.class);
        return tagged != null ? tagged : Deadline.current();
    }

    private static CallOptions options(Request request) {
        CallOptions options = request.tag(CallOptions.class);
        return options == null ? CallOptions.none() : options;
    }

    /** What is said last counts: by the request's tag, by its headers, by what the tag is over, by its service. */
    private long nanos(
            Function<CallOptions, @Nullable Duration> ofOptions,
            Function<EnvoyHeaders, @Nullable Duration> ofHeaders,
            Duration policy) {
        Duration tag = ofOptions.apply(options.own());
        Duration asked = tag != null || wishes == null ? tag : ofHeaders.apply(wishes);
        asked = asked != null ? asked : ofOptions.apply(options.base());
        return (asked != null ? asked : policy).toNanos();
    }

    /**
     * A call's times, by the ticker.
     *
     * @param start when it, or its further hop, began
     * @param deadline when its time is up, to the final headers; {@link Step#NEVER} for not at all
     * @param bodyDeadline when the body's time is up
     * @param perTryNanos time for one attempt; 0 for no limit
     * @param inherited the rules, if the deadline is that of whoever the call is made for; null if it is the call's own
     */
    record Times(
            long start,
            long deadline,
            long bodyDeadline,
            long perTryNanos,
            @Nullable DeadlinePolicy inherited) {

        /** For a further hop, whose endpoint has no part in the time of the one before. */
        Times from(long now) {
            return new Times(now, deadline, bodyDeadline, perTryNanos, inherited);
        }

        /** The same, if another's deadline is not over before. It covers the body only if the call's own time does. */
        Times within(Deadline other, TimeoutPolicy policy) {
            long left = other.remainingNanos();
            if (left == Long.MAX_VALUE || deadline != Step.NEVER && deadline - start <= left) {
                return this;
            }
            long body = policy.callCoversBody() ? earlier(bodyDeadline, start + left) : bodyDeadline;
            return new Times(start, start + left, body, perTryNanos, policy.deadline());
        }

        private static long earlier(long end, long other) {
            return end == Step.NEVER || other - end < 0 ? other : end;
        }

        /** When an attempt can no longer start: one for another must have time enough to be of use. */
        long lastLaunch() {
            return inherited == null ? deadline : deadline - inherited.floor().toNanos();
        }

        /** Whether an attempt had so little of another's time that its end says nothing of the endpoint. */
        boolean saysNothing(Outcome outcome) {
            return inherited != null
                    && outcome.kind() == OutcomeKind.CALL_TIMEOUT
                    && outcome.latencyNanos() < inherited.fairTime().toNanos();
        }
    }
}

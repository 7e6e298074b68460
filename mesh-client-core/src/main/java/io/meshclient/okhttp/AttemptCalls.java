package io.meshclient.okhttp;

import io.meshclient.call.AttemptTime;
import io.meshclient.cluster.Choice;
import io.meshclient.guard.Admission;
import io.meshclient.observe.AttemptStarted;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/** From an endpoint's admission to the attempt, and to the call that it is: on its endpoint's client, in its time. */
final class AttemptCalls {

    private AttemptCalls() {}

    static Attempt attempt(Hop hop, int number, Choice choice, Admission admission) {
        var endpoint = Objects.requireNonNull(choice.endpoint());
        EndpointBinding binding =
                hop.scope.client().binding(endpoint, hop.scope.chain().getDns());
        CallScope own = hop.race == null ? hop.scope : hop.race.scopeOfNext();
        return new Attempt(number, endpoint, binding, admission, own);
    }

    /**
     * The attempt's call, which a cancel of the user's reaches from now on.
     *
     * @param sent requests of earlier attempts of this hop
     */
    static Call call(Hop hop, Attempt attempt, int sent) {
        CallScope scope = hop.scope;
        OkHttpClient client = attempt.client(hop.config, hop.webSocket);
        AttemptTime time = AttemptTime.of(attempt.admission().startNanos(), hop.times.deadline(), hop.perTryNanos());
        Call call = client.newCall(request(hop, attempt, time, sent));
        call.addEventListener(attempt);
        attempt.timeoutIsDeadline = time.isDeadline();
        if (time.nanos() > 0) {
            call.timeout().timeout(time.nanos(), TimeUnit.NANOSECONDS);
        }
        if (hop.race == null) {
            scope.hook().run(call);
        } else {
            scope.hook().runBeside(call);
        }
        return call;
    }

    /** The caller's request, with a place for the report, its deadline, and what observers set. */
    private static Request request(Hop hop, Attempt attempt, AttemptTime time, int sent) {
        ReportSlot slot = new ReportSlot(hop.request);
        Request.Builder next = slot.newBuilder();
        if (hop.tellsDeadline()) {
            DeadlineHeaders.put(slot, next, time);
        }
        if (hop.story.isObserved()) {
            BiConsumer<String, String> headers = (name, value) -> slot.header(next, name, value);
            attempt.observedBy(hop.story.observer().attemptStarted(started(hop, attempt, sent, headers)));
        }
        return next.build();
    }

    private static AttemptStarted started(Hop hop, Attempt attempt, int sent, BiConsumer<String, String> headers) {
        return new AttemptStarted(
                hop.cluster.name(),
                hop.request.method(),
                hop.request.url().toString(),
                attempt.endpoint().endpoint(),
                hop.scope.sentBefore() + sent + (hop.race == null ? 0 : hop.race.underWay()),
                headers,
                attempt.hedge);
    }
}

package io.meshclient.observe;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.outcome.AttemptReport;
import io.meshclient.outcome.CallReport;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.RefusalReason;
import io.meshclient.outcome.StopReason;
import io.meshclient.outcome.Verdict;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells an observer what a mesh would tell it. */
public final class Story {

    /** One millisecond, the time that each attempt of a story takes. */
    public static final long MILLI = 1_000_000;

    private Story() {}

    /** An attempt's start at the first endpoint of {@code orders}; its headers go to {@code headers}. */
    public static AttemptStarted attempt(String method, String url, int resend, Map<String, String> headers) {
        return new AttemptStarted("orders", method, url, Endpoint.parse("10.0.0.1:8080"), resend, headers::put);
    }

    /** A GET without a query. */
    public static AttemptStarted get(int resend, Map<String, String> headers) {
        return attempt("GET", "http://orders/items/7", resend, headers);
    }

    /** A response after 1 ms. */
    public static Outcome status(int status) {
        return Outcome.response(status, MILLI);
    }

    /** An outcome of any kind after 1 ms; a response is a 200. */
    public static Outcome outcome(OutcomeKind kind) {
        return switch (kind) {
            case RESPONSE -> status(200);
            case CACHE_HIT -> new Outcome(kind, 200, MILLI, -1, false, null);
            default -> Outcome.failure(kind, MILLI, false, new IOException(kind.token()));
        };
    }

    /** The report of attempts that ended thus, each 1 ms. */
    public static CallReport report(StopReason stop, @Nullable RefusalReason refusal, Outcome... outcomes) {
        List<AttemptReport> attempts = Arrays.stream(outcomes)
                .map(outcome -> new AttemptReport("10.0.0.1:8080", 0, outcome, Verdict.FAILURE))
                .toList();
        return new CallReport("orders", attempts, stop, refusal, 2 * MILLI);
    }

    /** A whole call of {@code service} that is answered by its last attempt. */
    public static void answered(MeshObserver observer, String service, Outcome... outcomes) {
        CallObserver call = observer.callStarted(new CallStarted(service, "GET", "http://" + service + "/"));
        for (int i = 0; i < outcomes.length; i++) {
            call.attemptStarted(get(i, new LinkedHashMap<>())).attemptEnded(outcomes[i], Verdict.SUCCESS);
        }
        int status = outcomes[outcomes.length - 1].status();
        call.callEnded(new CallEnded(report(StopReason.ANSWERED, null, outcomes), status, null));
    }

    /** A call whose hedge began after half a millisecond; each attempt takes 1 ms. */
    public static void hedged(MeshObserver observer, String service, Outcome first, Outcome hedge) {
        CallObserver call = observer.callStarted(new CallStarted(service, "GET", "http://" + service + "/"));
        List<AttemptReport> attempts = List.of(
                new AttemptReport("10.0.0.1:8080", 0, first, Verdict.IGNORED),
                new AttemptReport("10.0.0.2:8080", MILLI / 2, hedge, Verdict.SUCCESS, true));
        CallReport report = new CallReport(service, attempts, StopReason.ANSWERED, null, 2 * MILLI);
        call.callEnded(new CallEnded(report, 200, null));
    }

    /** A call of {@code service} that ends with an exception. */
    public static void failed(
            MeshObserver observer, String service, StopReason stop, @Nullable RefusalReason refusal, Outcome... all) {
        CallObserver call = observer.callStarted(new CallStarted(service, "GET", "http://" + service + "/"));
        call.callEnded(new CallEnded(report(stop, refusal, all), 0, new IOException("failed")));
    }
}

package io.meshclient.okhttp;

import io.meshclient.observe.FallbackEvent;
import io.meshclient.outcome.CallReport;
import io.meshclient.outcome.MeshFailure;
import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The fallback of a service, around everything else that the mesh does for a call, so that it cannot hide from retries what
 * they are there for. Made when a call has failed.
 */
final class LastResort {

    private final Directory directory;
    private final String service;
    private final Interceptor.Chain chain;

    LastResort(Directory directory, String service, Interceptor.Chain chain) {
        this.directory = directory;
        this.service = service;
        this.chain = chain;
    }

    /** What the caller gets in the place of an exception; throws it if that is to be. */
    Response insteadOf(IOException failure) throws IOException {
        CallReport report = failure instanceof MeshFailure mesh ? mesh.report() : null;
        Substitute fallback = report == null ? null : fallback();
        if (report == null || fallback == null) {
            throw failure;
        }
        Response answer;
        try {
            answer = asked(fallback, report);
        } catch (IOException | RuntimeException | Error e) {
            if (e != failure) {
                e.addSuppressed(failure);
            }
            throw e;
        }
        if (answer == null) {
            throw failure;
        }
        return delivered(answer, report);
    }

    /** What the caller gets in the place of a response that says that the server failed. */
    Response insteadOf(Response failed) throws IOException {
        CallReport report = ReportSlot.of(failed);
        Substitute fallback = report == null ? null : fallback();
        if (report == null || fallback == null) {
            return failed;
        }
        Response answer = null;
        boolean thrown = true;
        try {
            answer = asked(fallback, report);
            thrown = false;
        } finally {
            if (thrown || answer != null) {
                AttemptBodies.discard(failed, null);
            }
        }
        return answer == null ? failed : delivered(answer, report);
    }

    /** Nobody is to answer a caller who has gone, nor in the place of an upgrade. */
    private @Nullable Substitute fallback() {
        boolean webSocket = "websocket".equalsIgnoreCase(chain.request().header("Upgrade"));
        return webSocket || chain.call().isCanceled() ? null : directory.fallback(service);
    }

    private @Nullable Response asked(Substitute fallback, CallReport report) throws IOException {
        boolean answered = false;
        Response answer = null;
        try {
            answer = fallback.answer(chain.request(), report);
            answered = true;
            return answer;
        } finally {
            if (answer != null || !answered) { // one that passes is as if it were not there
                directory.observer().fellBack(new FallbackEvent(service, report, answered));
            }
        }
    }

    private Response delivered(Response answer, CallReport report) {
        ReportSlot slot = new ReportSlot(chain.request());
        slot.fill(report.answeredByFallback());
        return answer.newBuilder().request(slot.newBuilder().build()).build();
    }
}

package io.meshclient.okhttp;

import io.meshclient.outcome.CallReport;
import io.meshclient.time.Internal;
import java.util.ArrayList;
import java.util.List;
import kotlin.jvm.JvmClassMappingKt;
import kotlin.reflect.KClass;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * What the mesh hangs on the request of one attempt: a place for the call's report, filled just before the response is handed
 * over, and the names of the headers that observers and the mesh have set. Those are seen on the response's request, as what
 * was sent, and are taken back before a redirect: neither a trace's context nor a deadline must follow it to a host outside of
 * the mesh.
 */
@Internal
public final class ReportSlot {

    /** OkHttp would make one at each look. */
    private static final KClass<ReportSlot> TAG = JvmClassMappingKt.getKotlinClass(ReportSlot.class);

    private final Request original;
    private List<String> edited = List.of();
    private volatile @Nullable CallReport report;
    private volatile boolean endsConnection;

    /** For an attempt at a request. */
    ReportSlot(Request original) {
        this.original = original;
    }

    /** The attempt's request, as far as it is the caller's. */
    Request.Builder newBuilder() {
        return original.newBuilder().tag(TAG, this);
    }

    /** Sets a header of the attempt, in place of any value that the caller's request has. */
    void header(Request.Builder sent, String name, String value) {
        if (edited.isEmpty()) {
            edited = List.of(name); // mostly the deadline's alone
        } else {
            edited = new ArrayList<>(edited);
            edited.add(name);
        }
        sent.header(name, value);
    }

    Request original() {
        return original;
    }

    /** Null if the request is no attempt's. */
    static @Nullable ReportSlot on(Request request) {
        return request.tag(TAG);
    }

    /** Takes back what was done to an attempt's request. */
    static void takeOff(Request request, Request.Builder next) {
        ReportSlot slot = on(request);
        if (slot != null) {
            next.tag(TAG, null);
            slot.edited.forEach(name -> restore(next, name, slot.original.header(name)));
        }
    }

    private static void restore(Request.Builder next, String name, @Nullable String value) {
        if (value == null) {
            next.removeHeader(name);
        } else {
            next.header(name, value);
        }
    }

    /** Whether the connection of the attempt under way has become too old. */
    boolean endsConnection() {
        return endsConnection;
    }

    void endsConnection(boolean ends) {
        endsConnection = ends;
    }

    void fill(CallReport value) {
        report = value;
    }

    /**
     * The report that travels with a response.
     *
     * @param response of a wrapped client
     * @return null if the call did not go through the mesh
     */
    public static @Nullable CallReport of(Response response) {
        ReportSlot slot = on(response.request());
        return slot == null ? null : slot.report;
    }
}

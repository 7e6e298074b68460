package io.meshclient.okhttp;

import io.meshclient.outcome.CallReport;
import io.meshclient.time.Internal;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Carries a call's report on its request; filled just before the response is handed over. */
@Internal
public final class ReportSlot {

    private volatile @Nullable CallReport report;

    private volatile boolean endsConnection;

    ReportSlot() {}

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
        ReportSlot slot = response.request().tag(ReportSlot.class);
        return slot == null ? null : slot.report;
    }
}

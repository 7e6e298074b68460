package io.meshclient.discovery.kubernetes;

import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/** Where the one call that is under way stands, so that it can be ended from outside. */
final class CallSlot {

    private volatile @Nullable Call current;
    private volatile boolean closed;

    /** The call begins; if the slot is closed, it ends at once. */
    Call enter(Call call) {
        current = call;
        if (closed) {
            call.cancel();
        }
        return call;
    }

    boolean isClosed() {
        return closed;
    }

    /** Ends the call and all later ones. */
    void close() {
        closed = true;
        Call call = current;
        if (call != null) {
            call.cancel();
        }
    }
}

package io.meshclient.okhttp;

import io.meshclient.time.MeshRuntime;
import io.meshclient.time.Timers;
import okhttp3.Call;
import okhttp3.EventListener;
import org.jspecify.annotations.Nullable;

/**
 * What all attempts of a call share.
 *
 * @param front the front call
 * @param listener the user's listener; null if there is none
 * @param hook the front call's cancel hook
 * @param runtime time and timers
 * @param connectNanos time for TCP and TLS of a new connection; 0 for no limit
 */
record AttemptScope(
        Call front, @Nullable EventListener listener, CancelHook hook, MeshRuntime runtime, long connectNanos) {

    Timers timers() {
        return runtime.timers();
    }

    long now() {
        return runtime.ticker().nanos();
    }
}

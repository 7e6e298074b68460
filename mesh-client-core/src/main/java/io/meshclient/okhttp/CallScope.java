package io.meshclient.okhttp;

import io.meshclient.policy.HedgePolicy;
import io.meshclient.policy.RetryPolicy;
import io.meshclient.time.MeshRuntime;
import io.meshclient.time.Timers;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import org.jspecify.annotations.Nullable;

/**
 * Where a hop comes from, and what all its attempts share.
 *
 * @param directory the mesh
 * @param client the wrapped client
 * @param chain the front call's
 * @param listener the user's listener; null if there is none
 * @param hook the front call's cancel hook
 * @param connectMillis time for TCP and TLS of a new connection; 0 for no limit
 * @param sentBefore requests that earlier hops of the call sent
 * @param retry what counts for this request
 * @param hedge what counts for this request
 */
record CallScope(
        Directory directory,
        Front client,
        Interceptor.Chain chain,
        @Nullable EventListener listener,
        CancelHook hook,
        int connectMillis,
        int sentBefore,
        RetryPolicy retry,
        HedgePolicy hedge) {

    /** The same with another listener in the place of the user's. */
    CallScope heardBy(EventListener other) {
        return new CallScope(directory, client, chain, other, hook, connectMillis, sentBefore, retry, hedge);
    }

    /** The user's call. */
    Call front() {
        return chain.call();
    }

    MeshRuntime runtime() {
        return directory.runtime();
    }

    Timers timers() {
        return runtime().timers();
    }

    long now() {
        return runtime().ticker().nanos();
    }

    long connectNanos() {
        return TimeUnit.MILLISECONDS.toNanos(connectMillis);
    }
}

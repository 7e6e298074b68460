package io.meshclient.okhttp;

import io.meshclient.cluster.Cluster;
import io.meshclient.observe.MeshObserver;
import io.meshclient.outcome.RefusalReason;
import io.meshclient.time.Internal;
import io.meshclient.time.MeshRuntime;
import java.util.concurrent.Executor;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** What the interceptor asks of the mesh that it belongs to. Safe for use by many threads; every method is one read. */
@Internal
public interface Directory {

    /**
     * The service that a logical host means.
     *
     * @param host lower case
     * @return null if it means none
     */
    @Nullable
    Cluster find(String host);

    /**
     * Whether the mesh does anything.
     *
     * @return false lets every call go straight through
     */
    boolean enabled();

    /**
     * Why a host that means no service is refused.
     *
     * @param host lower case; {@link #find} found nothing
     * @return null lets it go straight through
     */
    @Nullable
    RefusalReason refusal(String host);

    /**
     * Whether new calls are refused.
     *
     * @return true once the mesh is being closed
     */
    boolean closed();

    /** A call has given back its place; tells a mesh that is being closed to look again. */
    void callReturned();

    /**
     * Time, timers, randomness.
     *
     * @return the mesh's
     */
    MeshRuntime runtime();

    /**
     * Who hears the mesh's events.
     *
     * @return never throws
     */
    MeshObserver observer();

    /**
     * Adds what the mesh wants in every attempt's client, last of all: its own dispatcher, never the user's.
     *
     * @param attempts the client of one endpoint's attempts, before it is built
     */
    void configureAttempts(OkHttpClient.Builder attempts);

    /**
     * Where attempts run that run beside each other; a thread for each, at once.
     *
     * @return refuses when the mesh is closed
     */
    Executor attemptThreads();

    /**
     * What a service's callers get in the place of a failure; asked only when a call has failed.
     *
     * @param service its name
     * @return null if nobody said
     */
    @Nullable
    Substitute fallback(String service);
}

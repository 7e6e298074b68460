package io.meshclient.okhttp;

import io.meshclient.time.Timers;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The time for one connection, TCP and TLS together; OkHttp's own timeout covers TCP only. When it is up, the socket is
 * closed and the call is not cancelled: OkHttp then goes on to the endpoint's next address, if there is one.
 */
final class ConnectTimer implements Runnable {

    /** OkHttp tells that it starts to connect, and then makes the socket, on the same thread. */
    private static final ThreadLocal<@Nullable ConnectTimer> STARTING = new ThreadLocal<>();

    private final long millis;
    private final @Nullable ConnectTimer older;
    private final Timers.Timer timer;
    private volatile @Nullable EndpointSocket socket;
    private volatile boolean expired;

    private ConnectTimer(Timers timers, long nanos, @Nullable ConnectTimer older) {
        this.millis = TimeUnit.NANOSECONDS.toMillis(nanos);
        this.older = older;
        this.timer = timers.schedule(nanos, this);
    }

    /** Starts a timer for the socket that this thread makes next. */
    static ConnectTimer start(Timers timers, long nanos, @Nullable ConnectTimer older) {
        ConnectTimer started = new ConnectTimer(timers, nanos, older);
        STARTING.set(started);
        return started;
    }

    /** The next socket of this thread has no timer. */
    static void none() {
        STARTING.remove();
    }

    static void watch(EndpointSocket socket) {
        ConnectTimer starting = STARTING.get();
        if (starting != null) {
            STARTING.remove();
            starting.socket = socket;
            if (starting.expired) {
                socket.connectTimedOut(starting.millis);
            }
        }
    }

    @Override
    public void run() {
        expired = true;
        EndpointSocket late = socket;
        if (late != null) {
            late.connectTimedOut(millis);
        }
    }

    /** Whether it, or an older one, has closed a socket: perhaps one that was connected at the same moment. */
    boolean anyExpired() {
        for (ConnectTimer each = this; each != null; each = each.older) {
            if (each.expired) {
                return true;
            }
        }
        return false;
    }

    /** Ends it and the older ones of the same attempt, whose addresses failed or lost the race. */
    void endAll() {
        for (ConnectTimer each = this; each != null; each = each.older) {
            each.timer.cancel();
        }
    }
}

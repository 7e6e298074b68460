package io.meshclient.discovery.dns;

import io.meshclient.discovery.Backoff;
import io.meshclient.discovery.Listener;
import io.meshclient.discovery.Subscription;
import io.meshclient.time.MeshRuntime;
import io.meshclient.time.Timers.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One target, looked up again and again: after an answer when its time to live is over, after a failure after a back-off
 * with full jitter. One lookup at a time, whichever thread ends it.
 */
final class DnsWatch implements Subscription {

    private final MeshRuntime runtime;
    private final TtlBounds ttl;
    private final Listener heard;
    private final Supplier<CompletableFuture<Found>> lookup;
    private final Runnable whenEnded;

    private int failures; // owned by the lookup, as is the next
    private boolean hadEndpoints;
    private volatile @Nullable Timer next;
    private volatile boolean ended;

    DnsWatch(
            MeshRuntime runtime,
            TtlBounds ttl,
            Listener heard,
            Supplier<CompletableFuture<Found>> lookup,
            Runnable whenEnded) {
        this.runtime = runtime;
        this.ttl = ttl;
        this.heard = heard;
        this.lookup = lookup;
        this.whenEnded = whenEnded;
    }

    /** Looks up at once, on a thread of the timers: who subscribes does not wait for a file or a socket. */
    DnsWatch begin() {
        lookAfter(0);
        return this;
    }

    private void lookAfter(long nanos) {
        Timer timer = runtime.timers().schedule(nanos, this::look);
        next = timer;
        if (ended) {
            timer.cancel(); // close() may have come too early to see it
        }
    }

    private void look() {
        if (!ended) {
            lookup.get().whenComplete(this::looked);
        }
    }

    private void looked(@Nullable Found found, @Nullable Throwable failure) {
        if (ended) {
            return;
        }
        if (found != null) {
            failures = 0;
            tell(found);
            lookAfter(ttl.nanos(found, runtime.random()));
        } else if (failure != null) {
            failures++;
            heard.onFailure(DnsFailures.cause(failure));
            lookAfter(Backoff.USUAL.nanos(failures, runtime.random()));
        }
    }

    /**
     * That a name has no records is an answer, also at the start: a service without instances. That there is no such name
     * is one too if it has had endpoints (somebody removed it); if not, people want to hear that it may be misspelt.
     */
    private void tell(Found found) {
        hadEndpoints |= !found.set().isEmpty();
        if (found.kind() == Answer.Kind.NO_NAME && !hadEndpoints) {
            heard.onFailure(found.unknown());
        } else {
            heard.onEndpoints(found.set());
        }
    }

    @Override
    public void close() {
        ended = true;
        whenEnded.run();
        Timer waiting = next;
        if (waiting != null) {
            waiting.cancel();
        }
    }
}

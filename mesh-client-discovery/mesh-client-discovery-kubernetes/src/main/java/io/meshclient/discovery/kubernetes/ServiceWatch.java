package io.meshclient.discovery.kubernetes;

import io.meshclient.discovery.Backoff;
import io.meshclient.discovery.Listener;
import io.meshclient.discovery.Subscription;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.time.MeshRuntime;
import io.meshclient.time.Timers;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One service, listed once and watched from there on, again and again. One thread at a time runs it; between a failure and
 * the next attempt none does.
 *
 * <p>A watch that broke is taken up where it ended, which costs the server little. Everything is listed anew when the server
 * says that the place is gone, when what it said was not understood, and after an outage (a second failure in a row): the
 * server that comes back may be another one.
 */
final class ServiceWatch implements Subscription, WatchStream.Events {

    private static final int OUTAGE = 2;
    private static final int TOO_OFTEN_GONE = 3;
    private static final long SHORT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Target target;
    private final AddressFamily family;
    private final Slices api;
    private final MeshRuntime runtime;
    private final Executor threads;
    private final Listener heard;
    private final CallSlot slot = new CallSlot();
    private volatile Timers.@Nullable Timer again;

    // What follows is owned by the thread that runs.
    private final Map<String, Slice> slices = new LinkedHashMap<>();
    private @Nullable String version;
    private @Nullable EndpointSet told;
    private boolean changed;
    private boolean lively;
    private boolean failing;
    private int failures;

    /**
     * What all watches of a discovery share.
     *
     * @param api asked for slices
     * @param family of addresses
     * @param runtime time, timers and randomness
     * @param threads run what blocks
     */
    record Shared(Slices api, AddressFamily family, MeshRuntime runtime, Executor threads) {}

    ServiceWatch(Target target, Shared shared, Listener heard) {
        this.target = target;
        this.family = shared.family;
        this.api = shared.api;
        this.runtime = shared.runtime;
        this.threads = shared.threads;
        this.heard = heard;
    }

    ServiceWatch start() {
        submit();
        return this;
    }

    private void submit() {
        try {
            threads.execute(this::run);
        } catch (RejectedExecutionException e) {
            slot.close(); // the discovery was closed meanwhile
        }
    }

    private void run() {
        try {
            while (!slot.isClosed()) {
                turn();
            }
        } catch (Throwable e) {
            // Whatever it was, the next attempt may work. OkHttp throws an undeclared InterruptedException when its
            // thread is
            // ended while it connects.
            if (!slot.isClosed()) {
                failed(e);
            }
        }
    }

    private void turn() throws IOException {
        if (version == null) {
            Slices.Listed listed = api.list(target, slot);
            slices.clear();
            slices.putAll(listed.slices());
            version = listed.resourceVersion();
            tell();
        }
        long begun = runtime.ticker().nanos();
        lively = false;
        api.watch(target, version, this, slot);
        boolean silent = !lively && runtime.ticker().nanos() - begun < SHORT_NANOS;
        if (silent && !slot.isClosed()) {
            throw new IOException("The API server ends the watch of " + target + " at once");
        }
        failures = 0;
    }

    private void failed(Throwable failure) {
        boolean gone = failure instanceof ApiException api && api.isGone();
        failures++;
        if (gone || failures >= OUTAGE || !isPassing(failure)) {
            version = null;
        }
        if (!gone || failures >= TOO_OFTEN_GONE) {
            failing = true;
            heard.onFailure(failure);
        }
        long asked = failure instanceof ApiException api ? TimeUnit.SECONDS.toNanos(api.retryAfterSeconds()) : 0;
        long delay = asked + Backoff.USUAL.nanos(failures, runtime.random());
        Timers.Timer timer = runtime.timers().schedule(delay, this::submit);
        again = timer;
        if (slot.isClosed()) {
            timer.cancel(); // close() may have come too early to see it
        }
    }

    /** Whether what was known before the failure still holds, so that the watch can go on from there. */
    private static boolean isPassing(Throwable failure) {
        if (failure instanceof ApiException api) {
            return api.isPassing();
        }
        return failure instanceof IOException && !(failure instanceof BadAnswerException);
    }

    private void tell() {
        changed = false;
        EndpointSet set;
        try {
            set = ServiceEndpoints.of(target, family, slices.values(), version == null ? "" : version);
        } catch (IllegalArgumentException | ServiceEndpoints.NoSuchPortException e) {
            failing = true;
            heard.onFailure(e); // a later event may cure it
            return;
        }
        if (failing || !set.equals(told)) {
            failing = false;
            told = set;
            heard.onEndpoints(set);
        }
    }

    @Override
    public void opened() {
        changed |= failing; // the next set says that the source works again, even if it is the old one
        quiet();
    }

    @Override
    public void put(Slice slice, String resourceVersion) {
        slices.put(slice.name(), slice);
        changed = true;
        bookmark(resourceVersion);
    }

    @Override
    public void removed(String name, String resourceVersion) {
        slices.remove(name);
        changed = true;
        bookmark(resourceVersion);
    }

    @Override
    public void bookmark(String resourceVersion) {
        lively = true;
        failures = 0;
        if (!resourceVersion.isEmpty()) {
            version = resourceVersion;
        }
    }

    @Override
    public void quiet() {
        if (changed) {
            tell();
        }
    }

    @Override
    public void close() {
        slot.close();
        Timers.Timer timer = again;
        if (timer != null) {
            timer.cancel();
        }
    }
}

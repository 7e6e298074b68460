package io.meshclient.okhttp;

import io.meshclient.balance.PickArgs;
import io.meshclient.call.CallPlan;
import io.meshclient.call.HedgePlan;
import io.meshclient.cluster.Cluster;
import io.meshclient.cluster.Hedging;
import io.meshclient.observe.CallStarted;
import io.meshclient.policy.CallOptions;
import io.meshclient.policy.RetryRules;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.stats.RetryBudget;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * What stands fixed from the beginning of one hop: who is asked for what and by when, what is decided about it, and where its
 * story is told. A configuration that comes later counts for later hops.
 */
final class Hop {

    final CallScope scope;
    final Cluster cluster;
    final ServiceConfig config;
    final Request request;
    final CallOptions options;
    final RoutedCall.Times times;
    final CallStory story;
    final boolean webSocket;
    private final boolean replayable;

    /** Null if this call cannot be hedged. */
    final @Nullable Hedging hedging;

    /** After what time an answer is late; negative for never. */
    final long lateNanos;

    /** Null unless attempts may run beside each other. */
    final @Nullable Race race;

    Hop(CallScope scope, Cluster cluster, Request request, CallOptions options, RoutedCall.Times times) {
        this.scope = scope;
        this.cluster = cluster;
        this.config = cluster.config();
        this.request = request;
        this.options = options;
        this.times = times;
        this.story = new CallStory(
                cluster.name(),
                scope.runtime().ticker(),
                times.start(),
                scope.directory()
                        .observer()
                        .callStarted(new CallStarted(
                                cluster.name(), request.method(), request.url().toString())));
        if (times.inherited() != null) {
            story.inheritsDeadline();
        }
        this.webSocket = "websocket".equalsIgnoreCase(request.header("Upgrade"));
        this.replayable = Replays.allowed(request, options, scope.retry());
        this.hedging =
                replayable && !webSocket && !Replays.writtenOnce(request) ? cluster.hedging(scope.hedge()) : null;
        this.lateNanos = hedging == null ? -1 : hedging.delayNanos(times.perTryNanos(), times.start());
        this.race = lateNanos < 0 ? null : new Race(scope);
    }

    /** The call's side of choosing. */
    PickArgs pick() {
        RetryRules rules = scope.retry().rules();
        PickArgs pick = new PickArgs(scope.runtime().random())
                .within(options.subset())
                .limitedTo(config.limit().percent(options.priority()))
                .avoiding(rules.previousHosts(), rules.previousPriorities());
        HashKeys.apply(config.balancer(), request, options, scope.chain(), pick);
        return pick;
    }

    /** What the engine goes by. */
    CallPlan plan(RetryBudget.@Nullable Share budget) {
        Hedging by = hedging;
        return new CallPlan(
                scope.retry(),
                budget,
                replayable,
                times.lastLaunch(),
                by == null ? null : new HedgePlan(lateNanos, by.maxInFlight(), by.budget()),
                scope.runtime().random());
    }

    /** What the service's rate limit tells calls apart by. */
    long rateKey() {
        return HashKeys.of(config.rateLimit().key(), request, scope.chain());
    }

    /** Whether servers are told how much time an attempt has. */
    boolean tellsDeadline() {
        return config.timeouts().deadline().send() && !webSocket && DeadlineHeaders.suit(request);
    }

    /** Time for one attempt; a per-try timeout that sends a hedge ends none. */
    long perTryNanos() {
        return race != null && hedging != null && hedging.onPerTryTimeout() ? 0 : times.perTryNanos();
    }

    long now() {
        return scope.now();
    }

    /** The call's place in its service, and in the mesh, is free again. */
    void giveBack() {
        returning(cluster, scope.directory()).run();
    }

    /**
     * Does that later, when the body has ended. It must not refer to the call, nor so to the attempt: the cleaner of a forgotten body
     * would hold what it waits for.
     */
    static Runnable returning(Cluster cluster, Directory directory) {
        return () -> {
            cluster.calls().giveBack();
            directory.callReturned();
        };
    }
}

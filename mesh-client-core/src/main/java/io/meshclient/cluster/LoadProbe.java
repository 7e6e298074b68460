package io.meshclient.cluster;

import io.meshclient.policy.BalancerPolicy;
import io.meshclient.stats.LoadReport;
import io.meshclient.time.Internal;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks single endpoints for their load; when, and what follows from it, is the cluster's. Safe for use by many threads. */
@Internal
@FunctionalInterface
public interface LoadProbe {

    /** Asks nobody, and never hears anything. */
    LoadProbe NONE = (target, done) -> done.accept(null);

    /**
     * Asks an endpoint, and returns at once.
     *
     * @param target whom and how
     * @param done hears the report, once, on any thread; null if there was none in time
     */
    void ask(Target target, Consumer<@Nullable LoadReport> done);

    /**
     * Whom to ask, and how.
     *
     * @param service its name
     * @param scheme http or https
     * @param endpoint whom
     * @param how the path and the time for it
     */
    record Target(String service, String scheme, EndpointState endpoint, BalancerPolicy.Probe how) {}
}

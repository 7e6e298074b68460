package io.meshclient.cluster;

import io.meshclient.balance.LocalityRule;
import io.meshclient.balance.LocalityRule.Mode;
import io.meshclient.balance.Spread;
import io.meshclient.policy.LocalityPolicy;
import io.meshclient.policy.ServiceConfig;
import java.util.Locale;

/** What is configured about priorities and zones, in the words of the balancers. */
final class Spreads {

    private Spreads() {}

    static Spread of(ServiceConfig config) {
        return new Spread(
                config.priority().overprovisioning(),
                config.panicThreshold(),
                config.priority().failOnPanic(),
                ruleOf(config.locality()));
    }

    private static LocalityRule ruleOf(LocalityPolicy policy) {
        return new LocalityRule(
                Mode.valueOf(policy.mode().toUpperCase(Locale.ROOT).replace('-', '_')),
                policy.own(),
                policy.weights(),
                policy.minClusterSize(),
                policy.routingEnabled(),
                policy.forceLocal(),
                policy.loadAware().threshold(),
                policy.loadAware().remoteProbe() / 100);
    }
}

package io.meshclient.cluster;

import io.meshclient.balance.Balancer;
import io.meshclient.balance.BalancerSettings;
import io.meshclient.policy.BalancerPolicy;
import io.meshclient.time.RandomSource;

/** From what is configured to what chooses. */
final class Balancers {

    private Balancers() {}

    static Balancer of(BalancerPolicy policy, RandomSource random) {
        BalancerPolicy.LeastRequest least = policy.leastRequest();
        BalancerPolicy.Hash hash = policy.hash();
        BalancerPolicy.Orca orca = policy.orca();
        BalancerPolicy.Prequal prequal = policy.prequal();
        BalancerSettings settings = new BalancerSettings(
                policy.name(),
                new BalancerSettings.LeastRequest(least.choices(), least.activeRequestBias()),
                new BalancerSettings.Hashing(
                        hash.minRingSize(), hash.maxRingSize(), hash.tableSize(), hash.balanceFactor()),
                new BalancerSettings.Orca(
                        orca.blackout().toNanos(),
                        orca.expiry().toNanos(),
                        orca.updatePeriod().toNanos(),
                        orca.errorPenalty(),
                        orca.metrics()),
                new BalancerSettings.Prequal(
                        prequal.poolSize(),
                        prequal.maxAge().toNanos(),
                        prequal.hotQuantile(),
                        1 + (prequal.probe().isOn() ? prequal.probe().perCall() : 0)));
        return new Balancer(settings, random);
    }
}

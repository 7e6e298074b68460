package io.meshclient.policy;

/** What a service's numbers of balancers must not be together. */
final class BalancerRules {

    private BalancerRules() {}

    /** A key that stands in the defaults may be for other services; one that a service has itself must be of use. */
    static void check(String name, Settings own, ServiceConfig service) {
        BalancerPolicy balancer = service.balancer();
        boolean keyed =
                own.isSet(BalancerKeys.HASH_KEY) && !balancer.hash().key().isEmpty();
        if (keyed && !balancer.isHashing()) {
            throw new ConfigException(
                    PropertyKeys.servicePrefix(name) + BalancerKeys.HASH_KEY.name(),
                    own.value(BalancerKeys.HASH_KEY),
                    "has no effect with the balancer " + balancer.name(),
                    "set balancer to ring-hash or maglev");
        }
        if (balancer.hash().maxRingSize() < balancer.hash().minRingSize()) {
            throw new ConfigException(
                    PropertyKeys.servicePrefix(name) + BalancerKeys.MAX_RING.name(),
                    service.settings().value(BalancerKeys.MAX_RING),
                    "is below hash.min-ring-size " + balancer.hash().minRingSize(),
                    BalancerKeys.MAX_RING.allowed());
        }
    }
}

package io.meshclient.spring.cloud;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.testkit.BadAnswer;
import io.meshclient.discovery.testkit.DiscoveryContract;
import io.meshclient.discovery.testkit.Fact;
import io.meshclient.endpoint.EndpointSet;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The contract, over a DiscoveryClient. */
class BlockingContractTest extends DiscoveryContract {

    private final FakeRegistry registry = new FakeRegistry();

    @Override
    protected Discovery create() {
        return Discoveries.of(
                registry.blocking()::getInstances, Map.of("interval", "50ms", "timeout", "2s"), runtime());
    }

    @Override
    protected void publish(String target, EndpointSet set) {
        registry.publish(target, set);
    }

    /** A client tells no health, and no priority. */
    @Override
    protected Set<Fact> facts() {
        return EnumSet.of(Fact.WEIGHT, Fact.REGION, Fact.ZONE, Fact.SUB_ZONE, Fact.METADATA);
    }

    @Override
    protected boolean answer(BadAnswer how) {
        if (how != BadAnswer.SILENT) {
            return false;
        }
        registry.hang();
        return true;
    }

    @Override
    protected boolean breakSource() {
        registry.fail();
        return true;
    }
}

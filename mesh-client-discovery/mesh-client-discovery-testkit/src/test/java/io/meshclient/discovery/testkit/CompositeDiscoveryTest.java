package io.meshclient.discovery.testkit;

import io.meshclient.discovery.CompositeDiscovery;
import io.meshclient.discovery.Discovery;
import io.meshclient.endpoint.EndpointSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;

/** Composite discoveries over registries with threads of their own. */
final class CompositeDiscoveryTest {

    @Nested
    final class Merged extends TwoSources {
        @Override
        protected Discovery create() {
            return CompositeDiscovery.merged(List.of(one.discovery(), other.discovery()));
        }
    }

    @Nested
    final class Preferring extends TwoSources {
        @Override
        protected Discovery create() {
            return CompositeDiscovery.preferring(List.of(one.discovery(), other.discovery()));
        }
    }

    abstract static class TwoSources extends DiscoveryContract {
        final MemorySource one = new MemorySource(Set.of());
        final MemorySource other = new MemorySource(Set.of());

        @Override
        protected void publish(String target, EndpointSet set) {
            other.publish(target, EndpointSet.EMPTY);
            one.publish(target, set);
        }

        @Override
        protected boolean breakSource() {
            one.fail();
            other.fail();
            return true;
        }
    }
}

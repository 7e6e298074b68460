package io.meshclient.discovery.kubernetes;

import io.meshclient.discovery.Listener;
import io.meshclient.discovery.testkit.DiscoveryHerdContract;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.time.MeshRuntime;
import java.io.IOException;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A thousand clients that lost their API server at the same moment. */
final class KubernetesHerdTest extends DiscoveryHerdContract {

    @Override
    protected void begin(MeshRuntime runtime, BooleanSupplier asks) {
        Client client = new Client();
        client.watch = new ServiceWatch(
                Target.parse("orders"),
                new ServiceWatch.Shared(new MadeUp(asks), AddressFamily.PREFER_IPV4, runtime, Runnable::run),
                client);
        client.watch.start();
    }

    /** Ends with its first list, for a watch would hold the test's thread. */
    private static final class Client implements Listener {
        private ServiceWatch watch;

        @Override
        public void onEndpoints(EndpointSet set) {
            watch.close();
        }

        @Override
        public void onFailure(Throwable failure) {}
    }

    private record MadeUp(BooleanSupplier asks) implements Slices {

        @Override
        public Listed list(Target target, CallSlot slot) throws IOException {
            if (!asks.getAsBoolean()) {
                throw new IOException("refused");
            }
            return new Listed(Map.of(), "100");
        }

        @Override
        public void watch(Target target, String version, WatchStream.Events events, CallSlot slot) {}
    }
}

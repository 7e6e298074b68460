package io.meshclient.discovery.eureka;

import io.meshclient.discovery.WatchedDiscovery;
import io.meshclient.discovery.testkit.DiscoveryHerdContract;
import io.meshclient.discovery.testkit.Heard;
import io.meshclient.policy.Settings;
import io.meshclient.time.MeshRuntime;
import java.io.IOException;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A thousand clients lose their server at the same moment. */
final class EurekaHerdTest extends DiscoveryHerdContract {

    private final EurekaSettings settings = EurekaSettings.of(Settings.of(EurekaKeys.ALL, "", Map.of()));

    @Override
    protected void begin(MeshRuntime runtime, BooleanSupplier asks) {
        new WatchedDiscovery(new FetchLoop(settings, new MadeUp(asks), runtime)).subscribe("orders", new Heard());
    }

    private record MadeUp(BooleanSupplier asks) implements Eureka {

        @Override
        public Request ask(Server server, boolean full, Asker asker) {
            if (asks.getAsBoolean()) {
                asker.answered(empty());
            } else {
                asker.failed(new IOException("it is down"));
            }
            return () -> {};
        }

        private static Answer empty() {
            try {
                return Texts.read(Texts.orders());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void close() {}
    }
}

package io.meshclient.spring.cloud;

import io.meshclient.discovery.testkit.DiscoveryHerdContract;
import io.meshclient.discovery.testkit.Heard;
import io.meshclient.time.MeshRuntime;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A thousand clients that lost their registry at the same moment. */
class SpringCloudHerdTest extends DiscoveryHerdContract {

    @Override
    protected void begin(MeshRuntime runtime, BooleanSupplier asks) {
        Registry registry = target -> {
            if (asks.getAsBoolean()) {
                return List.of();
            }
            throw new IllegalStateException("gone");
        };
        Polling once = Discoveries.polling(registry, Map.of("interval", "1d"));
        new TargetWatch("orders", once, Runnable::run, runtime, new Heard()).wake();
    }
}

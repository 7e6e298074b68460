package io.meshclient.spring.cloudit;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.DiscoveryProvider;
import io.meshclient.discovery.testkit.DiscoveryEndToEnd;
import io.meshclient.policy.ConfigValue;
import io.meshclient.policy.Settings;
import io.meshclient.time.MeshRuntime;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.springframework.context.ConfigurableApplicationContext;

/** Traffic over the discovery of a whole application. */
abstract class CloudEndToEnd extends DiscoveryEndToEnd {

    private final MeshRuntime runtime = MeshRuntime.system();
    private ConfigurableApplicationContext application;

    /** The application, with the registry that runs already. */
    abstract ConfigurableApplicationContext application();

    /** Between two questions, if no heartbeat comes. */
    abstract String interval();

    @AfterEach
    void closeApplication() {
        if (application != null) {
            application.close();
        }
        runtime.close();
    }

    @Override
    protected Discovery create() {
        application = application();
        DiscoveryProvider provider = application.getBean(DiscoveryProvider.class);
        Settings settings = Settings.of(
                provider.keys(),
                "mesh.client.discovery.spring-cloud.",
                Map.of("interval", new ConfigValue(interval(), ConfigValue.BUILDER)));
        return provider.create(settings, runtime);
    }
}

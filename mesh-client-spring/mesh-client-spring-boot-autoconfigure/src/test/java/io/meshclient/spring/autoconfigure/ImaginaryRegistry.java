package io.meshclient.spring.autoconfigure;

import static java.util.function.Function.identity;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.DiscoveryProvider;
import io.meshclient.discovery.StaticDiscovery;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.policy.ConfigKey;
import io.meshclient.policy.Parsers;
import io.meshclient.policy.Settings;
import io.meshclient.time.MeshRuntime;
import java.util.List;
import java.util.Map;

/** A discovery on the class path of the tests: it answers with the servers of its properties. */
public final class ImaginaryRegistry implements DiscoveryProvider {

    private static final ConfigKey<String> ACCESS_TOKEN =
            new ConfigKey<>("access-token", "text", "", "any text", "Opens doors", "none are closed", true, identity());
    private static final ConfigKey<List<String>> SERVERS =
            new ConfigKey<>("servers", "list", "", "host:port", "Who answers", "there are none", Parsers::list);

    @Override
    public String name() {
        return "imaginary";
    }

    @Override
    public List<ConfigKey<?>> keys() {
        return List.of(ACCESS_TOKEN, SERVERS);
    }

    @Override
    public Discovery create(Settings settings, MeshRuntime runtime) {
        EndpointSet set = EndpointSet.of(settings.get(SERVERS).stream()
                .map(io.meshclient.endpoint.Endpoint::parse)
                .toList());
        return new StaticDiscovery(Map.of("orders", set));
    }
}

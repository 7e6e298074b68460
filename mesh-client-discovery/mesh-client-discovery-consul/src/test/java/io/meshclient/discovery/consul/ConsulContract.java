package io.meshclient.discovery.consul;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.testkit.DiscoveryContract;
import java.util.Map;
import java.util.Optional;

/** The contract on a Consul. */
abstract class ConsulContract extends DiscoveryContract {

    private static final String TOKEN = "b1gs07ee-5ec2-e7aa-0000-000000000001";

    abstract String url();

    @Override
    protected final Discovery create() {
        return ConsulDiscovery.of(
                Map.of(
                        "url", url(),
                        "token", TOKEN,
                        "wait", "1s", // of silence, as much is no failure
                        "passing-only", "false",
                        "answer-timeout", "1500ms",
                        "max-answer-bytes", "16000000"),
                runtime());
    }

    @Override
    protected final Optional<String> secret() {
        return Optional.of(TOKEN);
    }
}

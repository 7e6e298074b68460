package io.meshclient.spring.cloud;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Says what is missing, and which property keeps it away if one does. */
final class NoDiscoveryClientFailureAnalyzer extends AbstractFailureAnalyzer<NoDiscoveryClientException> {

    private static final String ENABLED = "spring.cloud.discovery.enabled";

    private final Environment environment;

    NoDiscoveryClientFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, NoDiscoveryClientException cause) {
        return new FailureAnalysis(
                "The mesh cannot find the endpoints of its services: " + cause.getMessage() + ".",
                action(),
                rootFailure);
    }

    private String action() {
        String add = "Add the registry's starter, such as spring-cloud-starter-netflix-eureka-client or"
                + " spring-cloud-starter-consul-discovery, or a DiscoveryClient bean of your own; or set another"
                + " mesh.client.services.<name>.discovery.";
        boolean off = "false".equalsIgnoreCase(environment.getProperty(ENABLED));
        return off ? "Remove " + ENABLED + "=false, which keeps discovery clients away. Else: " + add : add;
    }
}

package io.meshclient.spring.autoconfigure;

import io.meshclient.policy.ConfigException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Names the property that cannot be used, its value, where it stands and what may stand there. */
final class MeshConfigFailureAnalyzer extends AbstractFailureAnalyzer<ConfigException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ConfigException cause) {
        String value = cause.value().text();
        String description = String.format(
                "The configuration of the mesh cannot be used:%n%n"
                        + "    Property: %s%n    Value: \"%s\"%n    Origin: %s%n    Reason: '%s' %s",
                cause.property(), value, cause.value().origin(), value, cause.problem());
        return new FailureAnalysis(description, "Change the property. Allowed: " + cause.allowed() + ".", cause);
    }
}

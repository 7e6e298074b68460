package io.meshclient.spring.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows a {@link MeshDefinitionException} without its stack trace. */
final class MeshDefinitionFailureAnalyzer extends AbstractFailureAnalyzer<MeshDefinitionException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MeshDefinitionException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
    }
}

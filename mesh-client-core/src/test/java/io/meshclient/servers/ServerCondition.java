package io.meshclient.servers;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Decides on tests that say {@link NeedsServer}: run, do not run and be named at the end, or fail. What it reads are
 * JUnit's configuration parameters, which system properties are too.
 */
final class ServerCondition implements ExecutionCondition {

    /** Directories to search instead of the machine's, for the test of this class. */
    static final String PATH = "mesh.servers.path";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        ServerSearch search = new ServerSearch(
                key -> context.getConfigurationParameter(key).orElse(null),
                context.getConfigurationParameter(PATH).orElseGet(ServerSearch::pathOfThisMachine));
        RealServer[] needed = AnnotationSupport.findAnnotation(context.getElement(), NeedsServer.class)
                .map(NeedsServer::value)
                .orElse(new RealServer[0]);
        ConditionEvaluationResult result = ConditionEvaluationResult.enabled("every server is there");
        for (RealServer server : needed) {
            // Asked even if the server is there, so that a misspelt -Dmesh.require is always told.
            boolean required = search.isRequired(server);
            if (search.find(server).isEmpty()) {
                result = missing(server, required, context);
            }
        }
        return result;
    }

    private static ConditionEvaluationResult missing(RealServer server, boolean required, ExtensionContext context) {
        if (required) {
            throw new IllegalStateException(
                    server.notFound() + "; -D" + ServerSearch.REQUIRE + " says that it must be there");
        }
        context.getRoot()
                .getStore(Namespace.create(NotRun.class))
                .computeIfAbsent(NotRun.class)
                .add(server, nameOf(context));
        return ConditionEvaluationResult.disabled(server.notFound() + "; not run");
    }

    private static String nameOf(ExtensionContext context) {
        String type = context.getRequiredTestClass().getSimpleName();
        return context.getTestMethod()
                .map(method -> type + "#" + method.getName())
                .orElse(type);
    }
}

package io.meshclient.discovery.testkit;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Looks for the program that a class of tests needs. */
final class ProgramCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getRequiredTestClass(), NeedsProgram.class)
                .map(needs -> evaluate(needs.value(), context))
                .orElseGet(() -> ConditionEvaluationResult.enabled("no program is needed"));
    }

    private static ConditionEvaluationResult evaluate(String name, ExtensionContext context) {
        if (Programs.find(name).isPresent()) {
            return ConditionEvaluationResult.enabled(name + " is there");
        }
        String missing = name + " was not found: install it, or give -Dmesh." + name + "=/path/to/" + name;
        List<String> required =
                Arrays.asList(System.getProperty("mesh.require", "").split("\\s*,\\s*", -1));
        if (required.contains(name)) {
            throw new IllegalStateException(missing + "; -Dmesh.require says that it must be there");
        }
        if (context.getTestMethod().isEmpty()) {
            System.out.println("not run, " + name + " not found: "
                    + context.getRequiredTestClass().getSimpleName());
        }
        return ConditionEvaluationResult.disabled(missing + "; not run");
    }
}

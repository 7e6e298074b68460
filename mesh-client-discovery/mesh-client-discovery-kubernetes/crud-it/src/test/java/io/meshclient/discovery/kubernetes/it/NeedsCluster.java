package io.meshclient.discovery.kubernetes.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A class of tests that is not run unless {@code -Dmesh.kubernetes.kubeconfig} names a cluster, and says so; where
 * {@code -Dmesh.require} names kube-apiserver, it fails instead.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsCluster.Condition.class)
@interface NeedsCluster {

    /** The property that names the kubeconfig. */
    String KUBECONFIG = "mesh.kubernetes.kubeconfig";

    /** Looks at the properties and decides. */
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (!System.getProperty(KUBECONFIG, "").isEmpty()) {
                return ConditionEvaluationResult.enabled("a cluster is named");
            }
            String missing = "no kube-apiserver: give -D" + KUBECONFIG + "=/path/to/kubeconfig";
            boolean required = Arrays.stream(
                            System.getProperty("mesh.require", "").split(","))
                    .anyMatch(word -> word.strip().equals("kube-apiserver"));
            if (required) {
                throw new IllegalStateException(missing + "; -Dmesh.require says that it must be there");
            }
            System.out.println("not run, kube-apiserver not found: "
                    + context.getRequiredTestClass().getSimpleName());
            return ConditionEvaluationResult.disabled(missing + "; not run");
        }
    }
}

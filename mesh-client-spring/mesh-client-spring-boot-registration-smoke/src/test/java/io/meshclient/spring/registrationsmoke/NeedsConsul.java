package io.meshclient.spring.registrationsmoke;

import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A class of tests that is not run on a machine without Consul, and says so; where {@code -Dmesh.require} names consul, it
 * fails instead.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsConsul.Condition.class)
@interface NeedsConsul {

    /** Finds the binary and decides. */
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (binary().isPresent()) {
                return ConditionEvaluationResult.enabled("consul is there");
            }
            String missing = "consul was not found: install Consul, or give -Dmesh.consul=/path/to/consul";
            if (Arrays.asList(System.getProperty("mesh.require", "").split(",")).contains("consul")) {
                throw new IllegalStateException(missing + "; -Dmesh.require says that it must be there");
            }
            System.out.println("not run, consul not found: "
                    + context.getRequiredTestClass().getSimpleName());
            return ConditionEvaluationResult.disabled(missing + "; not run");
        }

        static Optional<Path> binary() {
            String named = System.getProperty("mesh.consul");
            if (named != null) {
                Path binary = Path.of(named);
                if (!binary.isAbsolute() || !isBinary(binary)) {
                    throw new IllegalStateException(
                            "-Dmesh.consul=" + named + " is no absolute path of a file that can be executed");
                }
                return Optional.of(binary);
            }
            String path = System.getenv("PATH");
            return Arrays.stream((path == null ? "" : path).split(File.pathSeparator))
                    .filter(directory -> !directory.isEmpty())
                    .map(directory -> Path.of(directory, "consul"))
                    .filter(Condition::isBinary)
                    .findFirst();
        }

        private static boolean isBinary(Path path) {
            return Files.isRegularFile(path) && Files.isExecutable(path);
        }
    }
}

package io.meshclient.discovery.dns;

import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tests that are not run on a machine without dnsmasq (on the PATH, in the {@code sbin} directories, or where
 * {@code -Dmesh.dnsmasq} says), and say so; they fail where {@code -Dmesh.require} names it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsDnsmasq.Condition.class)
@interface NeedsDnsmasq {

    /** Looks for it. */
    final class Condition implements ExecutionCondition {
        private static final String HOW = "install dnsmasq-base or give -Dmesh.dnsmasq=/path/to/dnsmasq";

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (binary().isPresent()) {
                return ConditionEvaluationResult.enabled("dnsmasq is there");
            }
            List<String> required =
                    Arrays.asList(System.getProperty("mesh.require", "").split("\\s*,\\s*", -1));
            if (required.contains("dnsmasq")) {
                throw new IllegalStateException(
                        "dnsmasq was not found: " + HOW + "; -Dmesh.require says that it must be there");
            }
            String test = context.getRequiredTestClass().getSimpleName();
            if (context.getTestMethod().isEmpty()) {
                System.out.println("not run, dnsmasq not found: " + test);
            }
            return ConditionEvaluationResult.disabled("dnsmasq was not found: " + HOW + "; not run");
        }

        static Optional<Path> binary() {
            String named = System.getProperty("mesh.dnsmasq");
            if (named != null) {
                Path binary = Path.of(named);
                if (!binary.isAbsolute() || !Files.isExecutable(binary)) {
                    throw new IllegalStateException(
                            "-Dmesh.dnsmasq=" + named + " is no absolute path of a file that can be executed");
                }
                return Optional.of(binary);
            }
            String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
            return Stream.concat(
                            Arrays.stream(path.split(File.pathSeparator, -1)),
                            Stream.of("/usr/local/sbin", "/usr/sbin", "/sbin"))
                    .filter(directory -> !directory.isEmpty())
                    .map(directory -> Path.of(directory, "dnsmasq"))
                    .filter(Files::isExecutable)
                    .findFirst();
        }
    }
}

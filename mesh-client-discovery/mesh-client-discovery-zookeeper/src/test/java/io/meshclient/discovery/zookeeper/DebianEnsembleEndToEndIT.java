package io.meshclient.discovery.zookeeper;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Servers of the version that Debian's package has, where the machine has it. */
final class DebianEnsembleEndToEndIT extends EnsembleEndToEnd {

    private static final String WHERE = "mesh.zookeeper";

    @Override
    String jars() {
        String named = System.getProperty(WHERE);
        Path jar = Path.of(named != null ? named : "/usr/share/java/zookeeper.jar");
        if (Files.isRegularFile(jar)) {
            return jar.toString();
        }
        String missing = "zookeeper was not found: install Debian's package zookeeper, or give -D" + WHERE
                + "=/path/to/zookeeper.jar";
        if (named != null || isRequired()) {
            throw new IllegalStateException(missing + "; -Dmesh.require or -D" + WHERE + " say that it must be there");
        }
        System.out.println("not run, zookeeper not found: " + getClass().getSimpleName());
        return abort(missing + "; not run");
    }

    private static boolean isRequired() {
        return Arrays.stream(System.getProperty("mesh.require", "").split(",", -1))
                .map(String::strip)
                .anyMatch("zookeeper"::equals);
    }
}

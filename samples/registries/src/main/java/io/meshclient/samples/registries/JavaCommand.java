package io.meshclient.samples.registries;

import java.nio.file.Path;
import java.util.List;

/** How a server that is a Java program is started: small, and quick to be up. */
final class JavaCommand {
    private JavaCommand() {}

    static List<String> of(Class<?> main, String classPath) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                main.getName());
    }
}

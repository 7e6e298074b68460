package io.meshclient.architecture;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application that is a named module, in a JVM of its own with everything on the module path: what OkHttp does not
 * export is an IllegalAccessError there, and nowhere else. It meets a refused stream, which only OkHttp's inside tells.
 */
class ModulePathIT {

    private static final Path SOURCES = Path.of("src", "test", "resources", "module-path");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path temp;

    @Test
    void aNamedModuleCallsThroughTheMesh() throws IOException, InterruptedException {
        String list = System.getProperty("mesh.runtime.jars");
        assumeTrue(list != null, "not run: the list of runtime jars is written by the Maven build");
        String jars = RuntimeJarsIT.jars(Path.of(list)).stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        Path classes = temp.resolve("classes");
        compile(jars, classes);

        Path output = temp.resolve("output.txt");
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--module-path",
                        jars + File.pathSeparator + classes,
                        "--module",
                        "shop.app/shop.app.Main")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = java.waitFor(60, TimeUnit.SECONDS);
        java.destroyForcibly();

        assertThat(ended).isTrue();
        assertThat(Files.readAllLines(output)).containsSubsequence("module shop.app: 200", "refused-stream", "200");
    }

    private static void compile(String jars, Path classes) {
        JavaCompiler compiler = requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK");
        List<String> arguments = List.of(
                "-d",
                classes.toString(),
                "--module-path",
                jars,
                SOURCES.resolve("module-info.java").toString(),
                SOURCES.resolve(Path.of("shop", "app", "Main.java")).toString());
        assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
    }
}

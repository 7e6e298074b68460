package io.meshclient.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.spring.autoconfigure.aot.AotApplication;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplicationAotProcessor;

/**
 * What {@code spring-boot:process-aot} makes of an application with mesh clients, compiled and run in a JVM of its own. That JVM ends by itself: no thread of ours outlives the context.
 */
class AotTest {

    private static final String CLASS_PATH = System.getProperty("java.class.path");
    private static final String APPLICATION = AotApplication.class.getName();

    @TempDir
    Path directory;

    @Test
    void aProcessedApplicationCallsThroughTheMeshAndEnds() throws Exception {
        Path sources = directory.resolve("sources");
        Path classes = directory.resolve("classes");
        String processed = run(
                CLASS_PATH,
                SpringApplicationAotProcessor.class.getName(),
                APPLICATION,
                sources.toString(),
                classes.toString(),
                classes.toString(),
                "io.meshclient",
                "processed",
                // Beans are made of what is configured at this time: a RestClient for each service. Values are not.
                "--mesh.client.services.orders.endpoints=127.0.0.1:1");
        assertThat(sources)
                .as(processed)
                .isDirectoryRecursivelyContaining("glob:**/*__ApplicationContextInitializer.java");
        compile(sources, classes);
        try (Instance instance = new Instance()) {
            String output = run(
                    classes + File.pathSeparator + CLASS_PATH,
                    "-Dspring.aot.enabled=true",
                    APPLICATION,
                    "--mesh.client.services.orders.endpoints=" + instance.key(),
                    "--mesh.client.services.catalog.endpoints=" + instance.key());
            assertThat(output).contains("AOT: true").contains(instance.key()).endsWith("closed\n");
            assertThat(output)
                    .containsPattern("/items/blocking: .*callTimeout=PT9S")
                    .contains("/items/reactive: null");
            assertThat(instance.seen)
                    .extracting(seen -> seen.split(" ")[1])
                    .containsExactly("/items/blocking", "/items/reactive", "/items/qualified");
        }
    }

    private static void compile(Path sources, Path classes) throws IOException {
        Files.createDirectories(classes);
        List<String> arguments = new ArrayList<>(List.of(
                "-nowarn",
                "-proc:none",
                "-d",
                classes.toString(),
                "-classpath",
                classes + File.pathSeparator + CLASS_PATH));
        try (Stream<Path> files = Files.walk(sources)) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
        }
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(result).as("the compiler's exit code").isZero();
    }

    private String run(String classPath, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-classpath",
                classPath));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(directory, "output", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(240, TimeUnit.SECONDS))
                    .as(() -> "ends by itself: " + read(output))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(() -> read(output)).isZero();
        return read(output);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}

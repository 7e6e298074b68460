package io.meshclient.spring.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.spring.cloud.aot.AotApplication;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplicationAotProcessor;

/** What {@code spring-boot:process-aot} makes of an application with a registry, compiled and run in a JVM of its own, which ends. */
class AotTest {

    private static final String CLASS_PATH = System.getProperty("java.class.path");
    private static final String APPLICATION = AotApplication.class.getName();

    private static final String ORDERS = "--mesh.client.services.orders.discovery=spring-cloud";

    @TempDir
    Path directory;

    @Test
    void aProcessedApplicationAsksItsRegistryAndEnds() throws Exception {
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
                ORDERS);
        assertThat(sources)
                .as(processed)
                .isDirectoryRecursivelyContaining("glob:**/*__ApplicationContextInitializer.java");
        compile(sources, classes);
        try (MockWebServer instance = new MockWebServer()) {
            instance.enqueue(new MockResponse.Builder().body("an order").build());
            instance.start(InetAddress.getLoopbackAddress(), 0);
            String output = run(
                    classes + File.pathSeparator + CLASS_PATH,
                    "-Dspring.aot.enabled=true",
                    APPLICATION,
                    ORDERS,
                    "--registry.orders=http://127.0.0.1:" + instance.getPort());
            assertThat(output).contains("AOT: true").contains("an order").endsWith("closed\n");
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

package io.meshclient.discovery.eureka;

import static org.awaitility.Awaitility.await;

import io.meshclient.discovery.eureka.server.EurekaServerApplication;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** A Eureka server in a JVM of its own, on one port for all its lives; its caches are off, or as short as they can be. */
public final class EurekaProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final int port = freePort();
    private final Path log;
    private Process process;

    /** Not started yet. */
    public EurekaProcess() throws IOException {
        Path directory = Path.of("target", "eureka");
        Files.createDirectories(directory);
        log = directory.resolve("server-" + port + ".log");
    }

    /** Starts it, and waits until it answers. */
    public EurekaProcess start() throws IOException {
        process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        EurekaServerApplication.class.getName(),
                        "--server.address=127.0.0.1",
                        "--server.port=" + port,
                        "--eureka.client.register-with-eureka=false",
                        "--eureka.client.fetch-registry=false",
                        "--eureka.server.use-read-only-response-cache=false",
                        "--eureka.server.response-cache-auto-expiration-in-seconds=1",
                        "--eureka.server.enable-self-preservation=true",
                        // Where the tests' class path has it: whoever tests both.
                        "--spring.cloud.consul.enabled=false"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        await("Eureka, whose log is " + log)
                .atMost(PATIENCE)
                .until(() -> !process.isAlive() || new EurekaRest(url()).isUp());
        if (!process.isAlive()) {
            throw new IllegalStateException("Eureka ended at its start: " + Files.readString(log));
        }
        return this;
    }

    public String url() {
        return "http://127.0.0.1:" + port + "/eureka";
    }

    /** SIGKILL, as when a machine dies. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    /** Of those that the kernel does not give to clients, for it is listened on a second time. */
    private static int freePort() {
        while (true) {
            int candidate = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket probe = new ServerSocket(candidate, 1, InetAddress.getByName("127.0.0.1"))) {
                return probe.getLocalPort();
            } catch (IOException taken) {
                // The next one.
            }
        }
    }
}

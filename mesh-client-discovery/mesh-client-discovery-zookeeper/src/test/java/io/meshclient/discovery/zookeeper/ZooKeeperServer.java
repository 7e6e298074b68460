package io.meshclient.discovery.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** A real ZooKeeper server in a process of its own, on a loopback port that it keeps from start to start. */
final class ZooKeeperServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final int port = freePort();
    private final List<String> config = new ArrayList<>();
    private String classPath = System.getProperty("java.class.path");
    private @Nullable Process process;

    ZooKeeperServer(Path directory) {
        this.directory = directory;
        with("tickTime=500", "minSessionTimeout=1000", "maxSessionTimeout=60000", "maxClientCnxns=0");
        with("admin.enableServer=false", "4lw.commands.whitelist=*", "initLimit=20", "syncLimit=10");
        with("clientPortAddress=127.0.0.1", "clientPort=" + port, "dataDir=" + directory.resolve("data"));
    }

    ZooKeeperServer with(String... lines) {
        config.addAll(List.of(lines));
        return this;
    }

    /** Another ZooKeeper than the one that tests are compiled with. */
    ZooKeeperServer from(String jars) {
        classPath = Path.of("target", "test-classes").toAbsolutePath() + ":" + jars;
        return this;
    }

    ZooKeeperServer id(int id) {
        try {
            Files.createDirectories(directory.resolve("data"));
            Files.writeString(directory.resolve("data").resolve("myid"), Integer.toString(id));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ZooKeeperServer start() {
        return launch().awaitMode("standalone");
    }

    ZooKeeperServer launch() {
        try {
            Files.createDirectories(directory.resolve("data"));
            Path file = Files.write(directory.resolve("zoo.cfg"), config);
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx160m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-Dzookeeper.forceSync=no",
                            "-Dreadonlymode.enabled=true",
                            "-Dzookeeper.jmx.log4j.disable=true",
                            "-cp",
                            classPath,
                            ServerMain.class.getName(),
                            file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()))
                    .start();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stays for whoever wants to know why. */
    private Path output() throws IOException {
        return Files.createDirectories(Path.of("target", "servers")).resolve("zookeeper-" + port + ".log");
    }

    ZooKeeperServer awaitMode(String... modes) {
        await("a server that is one of " + List.of(modes) + ", see target/servers/zookeeper-" + port + ".log")
                .atMost(PATIENCE)
                .until(() -> List.of(modes).contains(mode()));
        return this;
    }

    /** Such as standalone, leader, follower, read-only; empty for none. */
    String mode() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(2000);
            socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            int mode = answer.indexOf("Mode: ");
            return mode < 0
                    ? ""
                    : answer.substring(mode + 6).lines().findFirst().orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    String ask(String word) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    int port() {
        return port;
    }

    String connect() {
        return "127.0.0.1:" + port;
    }

    /** SIGKILL, as when a machine dies. */
    void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            await("the end of the server").atMost(PATIENCE).until(() -> !running.isAlive());
            process = null;
        }
    }

    /** SIGSTOP, as when a machine hangs: connections stay, and nobody answers. */
    void freeze() throws Exception {
        signal("STOP");
    }

    void thaw() throws Exception {
        signal("CONT");
    }

    private void signal(String name) throws Exception {
        long pid = java.util.Objects.requireNonNull(process).pid();
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** What a machine that was replaced does not have any more. */
    void forget() throws IOException {
        assertThat(process).as("the server").isNull();
        try (var all = Files.walk(directory.resolve("data"))) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Override
    public void close() {
        kill();
    }

    /** A port to listen on, also a second time: none that the kernel gives to clients as their own. */
    static int freePort() {
        while (true) {
            int candidate = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket probe = new ServerSocket(candidate, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            } catch (IOException taken) {
                // the next one
            }
        }
    }
}

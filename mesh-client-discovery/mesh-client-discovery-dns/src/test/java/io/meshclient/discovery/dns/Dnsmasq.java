package io.meshclient.discovery.dns;

import static org.awaitility.Awaitility.await;

import io.meshclient.discovery.testkit.Programs;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A real dnsmasq on 127.0.0.1 that answers for names below {@code mesh.test}. It ends with this object, at the latest with
 * this JVM: a guard beside it waits for the end of a pipe that the JVM holds open.
 */
final class Dnsmasq implements AutoCloseable {

    private static final String GUARDED = """
            exec 3<&0
            "$@" 3<&- </dev/null & server=$!
            echo $server > server.pid.new; mv server.pid.new server.pid
            (read -r end <&3; kill -9 $server) 2>/dev/null & guard=$!
            exec 3<&-
            wait $server
            kill $guard 2>/dev/null
            """;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path directory;
    private final int port;
    private final int ttlSeconds;
    private final Map<String, List<String>> hosts = new TreeMap<>();
    private final List<String> services = new ArrayList<>();
    private Process process;

    /** In a new directory below {@code target/dnsmasq}. */
    Dnsmasq(int ttlSeconds) throws IOException {
        this.ttlSeconds = ttlSeconds;
        this.directory = Files.createTempDirectory(
                        Files.createDirectories(Path.of("target", "dnsmasq").toAbsolutePath()), "run")
                .toAbsolutePath();
        this.port = freePort();
        start();
    }

    private static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            InetAddress loopback = InetAddress.getLoopbackAddress();
            try (ServerSocket tcp = new ServerSocket(port, 1, loopback);
                    DatagramSocket udp = new DatagramSocket(port, loopback)) {
                return tcp.getLocalPort() == udp.getLocalPort() ? port : 0;
            } catch (IOException taken) {
                // The next one.
            }
        }
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    private void start() throws IOException {
        writeHosts();
        List<String> config = new ArrayList<>(List.of(
                "port=" + port,
                "listen-address=127.0.0.1",
                "bind-interfaces",
                "no-resolv",
                "no-hosts",
                "no-poll",
                "keep-in-foreground",
                "log-facility=-",
                "user=root",
                "pid-file=",
                "local=/mesh.test/",
                "domain-needed",
                "local-ttl=" + ttlSeconds,
                "addn-hosts=" + directory.resolve("hosts")));
        services.forEach(service -> config.add("srv-host=" + service));
        Path file = Files.write(directory.resolve("dnsmasq.conf"), config);
        Files.deleteIfExists(directory.resolve("server.pid"));
        String binary = Programs.find("dnsmasq").orElseThrow().toString();
        process = new ProcessBuilder("sh", "-c", GUARDED, "sh", binary, "--conf-file=" + file)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("output.log").toFile()))
                .start();
        await().atMost(PATIENCE).until(this::listens);
    }

    private boolean listens() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("dnsmasq ended: " + Files.readString(directory.resolve("output.log")));
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
            return Files.exists(directory.resolve("server.pid"));
        } catch (IOException notYet) {
            return false;
        }
    }

    private void writeHosts() throws IOException {
        List<String> lines = new ArrayList<>();
        hosts.forEach((name, addresses) -> addresses.forEach(address -> lines.add(address + " " + name)));
        Path next = Files.write(directory.resolve("hosts.new"), lines);
        Files.move(next, directory.resolve("hosts"), StandardCopyOption.REPLACE_EXISTING);
    }

    /** All addresses of a name; known to it from now on, without a restart. */
    void addresses(String name, String... addresses) throws IOException, InterruptedException {
        hosts.put(name, List.of(addresses));
        writeHosts();
        if (process.isAlive()) {
            String pid = Files.readString(directory.resolve("server.pid")).strip();
            new ProcessBuilder("kill", "-HUP", pid).start().waitFor();
        }
    }

    /** Lines as of {@code srv-host}: name, target, port, priority, weight. It knows them after a restart. */
    void services(String... lines) throws IOException {
        services.clear();
        services.addAll(List.of(lines));
        kill();
        start();
    }

    /** As when the machine dies. */
    void kill() throws IOException {
        long pid =
                Long.parseLong(Files.readString(directory.resolve("server.pid")).strip());
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        process.onExit().join();
    }

    boolean isUp() {
        return process.isAlive();
    }

    void startAgain() throws IOException {
        start();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }
}

package io.meshclient.discovery.consul;

import io.meshclient.discovery.testkit.Programs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A real Consul: one server with a data directory, on 127.0.0.1, that can be killed and started again. It cannot outlive
 * this JVM: a shell between them waits for the end of a pipe, and then kills it.
 */
public final class ConsulServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String GUARDED = "\"$@\" </dev/null & server=$!; read -r end; kill -9 $server; wait $server";

    private final Path directory;
    private final List<String> more;
    private final List<Integer> ports = freePorts(5);
    private final String token;
    private Process process;

    private ConsulServer(Path directory, String token, List<String> more) {
        this.directory = directory;
        this.token = token;
        this.more = more;
    }

    /** Starts one and waits for its leader. */
    public static ConsulServer start(Path directory, String... configuration) {
        return startWithToken(directory, "", configuration);
    }

    static ConsulServer startWithToken(Path directory, String token, String... configuration) {
        ConsulServer server = new ConsulServer(directory, token, List.of(configuration));
        server.startAgain();
        return server;
    }

    /** On the same ports and data. */
    public void startAgain() {
        List<String> command = new ArrayList<>(List.of("sh", "-c", GUARDED, "sh"));
        command.add(Programs.find("consul").orElseThrow().toString());
        command.addAll(List.of("agent", "-server", "-bootstrap-expect=1", "-node=test", "-disable-host-node-id"));
        command.addAll(List.of("-bind=127.0.0.1", "-client=127.0.0.1", "-data-dir=" + directory.resolve("data")));
        command.addAll(List.of("-http-port=" + ports.get(0), "-server-port=" + ports.get(1)));
        command.addAll(List.of("-serf-lan-port=" + ports.get(2), "-serf-wan-port=" + ports.get(3)));
        command.addAll(List.of("-grpc-port=-1", "-dns-port=-1", "-https-port=" + ports.get(4)));
        command.add("-log-level=warn");
        command.addAll(List.of("-hcl=performance { raft_multiplier = 1 }", "-hcl=disable_update_check = true"));
        more.forEach(hcl -> command.add("-hcl=" + hcl));
        try {
            process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            directory.resolve("output.log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(100))
                    .until(this::isReady);
        } catch (ConditionTimeoutException e) {
            kill();
            throw new IllegalStateException("Consul did not get ready; it said: " + log(), e);
        }
    }

    boolean isRunning() {
        return process.isAlive();
    }

    private boolean isReady() {
        try {
            String services = get("/v1/catalog/service/consul?consistent");
            return services.contains("\"test\"");
        } catch (UncheckedIOException | IllegalStateException e) {
            return false;
        }
    }

    /** SIGKILL, as when a machine dies. */
    public void kill() {
        try {
            process.getOutputStream().close(); // the shell's cue
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Consul does not end");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As after a restore from nothing: it knows no instance, and its indexes begin anew. */
    void forget() {
        kill();
        try (Stream<Path> all = Files.walk(directory.resolve("data"))) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        startAgain();
    }

    @Override
    public void close() {
        kill();
    }

    public String url() {
        return "http://127.0.0.1:" + ports.get(0);
    }

    String httpsUrl() {
        return "https://127.0.0.1:" + ports.get(4);
    }

    /** As an agent's own instance. */
    public void register(String service, String id, String host, int port) {
        put(
                "/v1/agent/service/register",
                "{\"ID\":\"" + id + "\",\"Name\":\"" + service + "\",\"Address\":\"" + host + "\",\"Port\":" + port
                        + "}");
    }

    public String put(String path, String json) {
        return request("PUT", path, json);
    }

    String get(String path) {
        return request("GET", path, "");
    }

    /** By the JDK's client, which keeps no threads for a connection that is closed at once. */
    private String request(String method, String path, String body) {
        try {
            HttpURLConnection connection = open(path);
            connection.setRequestMethod(method);
            if (method.equals("PUT")) {
                connection.setDoOutput(true);
                connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
            }
            int status = connection.getResponseCode();
            try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                String answer = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
                if (status >= 300) {
                    throw new IllegalStateException(method + " " + path + ": " + status + " " + answer);
                }
                return answer;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpURLConnection open(String path) throws IOException {
        URLConnection connection = URI.create(url() + path).toURL().openConnection();
        connection.setConnectTimeout(5_000);
        connection.setReadTimeout(20_000);
        connection.setRequestProperty("Connection", "close");
        if (!token.isEmpty()) {
            connection.setRequestProperty("X-Consul-Token", token);
        }
        return (HttpURLConnection) connection;
    }

    /**
     * Below the range that the system gives to connections: while Consul is away, a call's own port must not be one of
     * Consul's.
     */
    private static List<Integer> freePorts(int count) {
        List<Integer> ports = new ArrayList<>();
        Random random = new Random();
        while (ports.size() < count) {
            int port = 20_000 + random.nextInt(12_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                if (!ports.contains(socket.getLocalPort())) {
                    ports.add(port);
                }
            } catch (IOException e) {
                continue; // somebody has it
            }
        }
        return ports;
    }

    /** What it said, for messages. */
    String log() {
        try {
            return Files.readString(directory.resolve("output.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}

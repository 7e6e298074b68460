package io.meshclient.benchmarks.faults.target;

import io.meshclient.benchmarks.faults.server.Namespace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * An {@link ItemServer} in a JVM of its own, to which anything can be done. A guard beside it waits for the end of a pipe
 * that this JVM holds open, and kills the server then, stopped or not: it cannot outlive this JVM.
 */
final class ServerProcess implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";
    private static final long START_SECONDS = 60;
    private static final long STOP_SECONDS = 10;

    private final Process process;
    private final Process guard;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final PrintWriter orders;
    private final String host;
    private final int port;

    private ServerProcess(Process process, String host) throws IOException {
        this.process = process;
        this.host = host;
        guard = new ProcessBuilder("sh", "-c", "cat >/dev/null; kill -KILL " + process.pid() + " 2>/dev/null").start();
        orders = new PrintWriter(process.outputWriter(StandardCharsets.US_ASCII), true);
        Thread reader = new Thread(this::read, "server-" + process.pid());
        reader.setDaemon(true);
        reader.start();
        port = Integer.parseInt(expect(ItemServer.UP, START_SECONDS).substring(ItemServer.UP.length()));
    }

    /** Starts one on 127.0.0.1, and returns when it takes connections; port 0 means any. */
    static ServerProcess start(Wire wire, int port) throws IOException {
        return start(List.of(), wire, LOOPBACK, port);
    }

    /** Starts one in a network of its own. */
    static ServerProcess start(Wire wire, Namespace network) throws IOException {
        String host = network.endpoint().split(":", 2)[0];
        return start(network.entry(), wire, host, Namespace.PORT);
    }

    private static ServerProcess start(List<String> before, Wire wire, String host, int port) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m", // one of several on a small machine
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dsun.net.httpserver.nodelay=true", // else an answer in two writes waits for the client's late ACK
                "-cp",
                System.getProperty("java.class.path"),
                ItemServer.class.getName(),
                wire.name(),
                host,
                String.valueOf(port)));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new ServerProcess(process, host);
    }

    String endpoint() {
        return host + ":" + port;
    }

    int port() {
        return port;
    }

    /** Every answer is a 503 from now on. */
    void sicken() throws IOException {
        orders.println(ItemServer.SICK);
        expect(ItemServer.SICK, STOP_SECONDS);
    }

    /** SIGTERM, as an orchestrator ends an instance; returns when it is gone. */
    void stop() throws IOException {
        process.destroy();
        await();
    }

    /** SIGKILL; returns when it is gone. */
    void kill() throws IOException {
        process.destroyForcibly();
        await();
    }

    /** SIGSTOP: it does nothing any more, but the kernel still takes connections and bytes for it. */
    void freeze() throws IOException {
        signal("STOP");
    }

    /** SIGCONT. */
    void thaw() throws IOException {
        signal("CONT");
    }

    private void signal(String name) throws IOException {
        Commands.run("sh", "-c", "kill -" + name + " " + process.pid());
    }

    private void read() {
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            said.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException ended) {
            // its end is the end of what it says
        }
    }

    private String expect(String beginning, long seconds) throws IOException {
        try {
            String line = lines.poll(seconds, TimeUnit.SECONDS);
            if (line == null || !line.startsWith(beginning)) {
                close();
                throw new IOException("a server said '" + line + "' and not '" + beginning + "'");
            }
            return line;
        } catch (InterruptedException e) {
            close();
            throw Commands.interrupted(e);
        }
    }

    private void await() throws IOException {
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("server " + process.pid() + " does not end");
            }
        } catch (InterruptedException e) {
            throw Commands.interrupted(e);
        } finally {
            guard.destroyForcibly(); // before its process id can be another's
            process.destroyForcibly();
        }
    }

    @Override
    public void close() {
        guard.destroyForcibly();
        process.destroyForcibly();
    }
}

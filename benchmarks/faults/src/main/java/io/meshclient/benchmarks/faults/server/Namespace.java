package io.meshclient.benchmarks.faults.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Another machine, as far as TCP/IP is concerned: a network namespace at the other end of a veth pair. A process holds it
 * that ends with this JVM, however that ends, and the namespace and the pair end with the process.
 */
public final class Namespace implements AutoCloseable {

    /** One port is enough: each namespace has its own. */
    public static final int PORT = 8080;

    private static final int COMMAND_SECONDS = 10;

    private final Process holder;
    private final String link;
    private final String network;

    private Namespace(Process holder) {
        this.holder = holder;
        link = "mcf" + holder.pid();
        network = "198.18." + holder.pid() % 250 + "."; // RFC 2544: for tests, nobody's on the Internet
    }

    /** Null where the machine does not allow it: not Linux, not root, or no veth. */
    public static @Nullable Namespace open() {
        Process holder;
        try {
            holder = new ProcessBuilder("unshare", "--net", "cat").start();
        } catch (IOException noSuchCommand) {
            return null;
        }
        Namespace namespace = new Namespace(holder);
        try {
            namespace.connect();
            return namespace;
        } catch (IOException notAllowed) {
            namespace.close();
            return null;
        }
    }

    private void connect() throws IOException {
        awaitOwnNetwork();
        String peer = link + "p";
        String pid = Long.toString(holder.pid());
        run(List.of("ip", "link", "add", link, "type", "veth", "peer", "name", peer, "netns", pid));
        run(List.of("ip", "address", "add", here() + "/24", "dev", link));
        run(List.of("ip", "link", "set", link, "up"));
        inside("ip", "address", "add", there() + "/24", "dev", peer);
        inside("ip", "link", "set", "lo", "up");
        inside("ip", "link", "set", peer, "up");
    }

    /** The holder is there before it is in its namespace. */
    private void awaitOwnNetwork() throws IOException {
        String ours = network("self");
        for (int i = 0; i < 200 && holder.isAlive(); i++) {
            if (!network(Long.toString(holder.pid())).equals(ours)) {
                return;
            }
            Http1.pause(Duration.ofMillis(10));
        }
        throw new IOException("no namespace");
    }

    private static String network(String pid) throws IOException {
        return Files.readSymbolicLink(Path.of("/proc", pid, "ns", "net")).toString();
    }

    private String here() {
        return network + "1";
    }

    private String there() {
        return network + "2";
    }

    /** Where a server in it is reached. */
    public String endpoint() {
        return there() + ":" + PORT;
    }

    /** What comes in is heard, but what goes out finds no way: no SYN is answered. */
    public void answerNobody() throws IOException {
        inside("ip", "route", "add", "blackhole", here() + "/32");
    }

    /** Pulls the cable, at the far end. */
    public void cut() throws IOException {
        inside("ip", "link", "set", link + "p", "down");
    }

    public void mend() throws IOException {
        inside("ip", "link", "set", link + "p", "up");
    }

    /** Starts a server in it; the conversation is one of {@link RemoteServer}'s. */
    public RemoteProcess server(String conversation) throws IOException {
        return RemoteProcess.start(List.of("nsenter", "--target", Long.toString(holder.pid()), "--net"), conversation);
    }

    /** What comes before a command that is to run in it. */
    public List<String> entry() {
        return List.of("nsenter", "--target", Long.toString(holder.pid()), "--net");
    }

    private void inside(String... command) throws IOException {
        List<String> all = new ArrayList<>(entry());
        all.addAll(List.of(command));
        run(all);
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(
                        command + ": " + new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        holder.destroyForcibly();
    }
}

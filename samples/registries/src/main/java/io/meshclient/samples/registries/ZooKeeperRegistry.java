package io.meshclient.samples.registries;

import io.meshclient.samples.registries.server.ZooKeeperServerMain;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One ZooKeeper server with a data directory: it comes back with its nodes, and with the sessions that hold them. */
final class ZooKeeperRegistry implements Registry {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final String classPath;
    private final Path directory;
    private final int port;
    private @Nullable GuardedProcess process;

    ZooKeeperRegistry(String classPath, Path directory) throws IOException {
        this.classPath = classPath;
        this.directory = directory;
        this.port = Ports.free();
    }

    @Override
    public void start() throws IOException, InterruptedException {
        Path configuration = Files.write(
                directory.resolve("zoo.cfg"),
                List.of(
                        "clientPortAddress=127.0.0.1",
                        "clientPort=" + port,
                        "dataDir=" + directory.resolve("data"),
                        "tickTime=500",
                        "maxClientCnxns=0",
                        "admin.enableServer=false",
                        "4lw.commands.whitelist=srvr"));
        Files.createDirectories(directory.resolve("data"));
        List<String> command = new java.util.ArrayList<>(JavaCommand.of(ZooKeeperServerMain.class, classPath));
        command.add(configuration.toString());
        GuardedProcess started = GuardedProcess.start(command, directory);
        process = started;
        started.await(this::isUp, PATIENCE);
    }

    private boolean isUp() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(2_000);
            socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).contains("Mode: ");
        }
    }

    @Override
    public void kill() throws IOException, InterruptedException {
        if (process != null) {
            process.kill();
            process = null;
        }
    }

    @Override
    public String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public Membership membershipOf(Member member) {
        return new ZooKeeperMembership(address(), member);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        kill();
    }
}

package io.meshclient.samples.registries;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A dnsmasq with an SRV record for each instance: {@code _http._tcp.orders.shop.test}. It reads SRV records at its start
 * only (SIGHUP is for host names), so a change of the list starts it anew, which takes some milliseconds.
 */
final class Dnsmasq implements Registry {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int CONNECT_MILLIS = 1_000;

    private final Path binary;
    private final Path directory;
    private final int port;
    private final Listed listed = new Listed(this::write);
    private @Nullable GuardedProcess process;

    Dnsmasq(Path binary, Path directory) throws IOException {
        this.binary = binary;
        this.directory = directory;
        this.port = Ports.free();
    }

    @Override
    public void start() throws IOException, InterruptedException {
        write(listed.byService());
    }

    private void write(Map<String, List<Member>> members) throws IOException, InterruptedException {
        kill();
        List<String> lines = new ArrayList<>(List.of(
                "port=" + port,
                "listen-address=127.0.0.1",
                "bind-interfaces",
                "no-resolv",
                "no-hosts",
                "no-poll",
                "keep-in-foreground",
                "log-facility=-",
                "user=" + System.getProperty("user.name"),
                "pid-file=",
                "local=/shop.test/",
                "local-ttl=1",
                "address=/host.shop.test/" + Member.HOST));
        members.forEach((service, all) -> all.forEach(member -> lines.add(record(member))));
        Path configuration = Files.write(directory.resolve("dnsmasq.conf"), lines);
        GuardedProcess started =
                GuardedProcess.start(List.of(binary.toString(), "--conf-file=" + configuration), directory);
        process = started;
        started.await(this::listens, PATIENCE);
    }

    private static String record(Member member) {
        return "srv-host=_http._tcp." + member.service() + ".shop.test,host.shop.test," + member.port();
    }

    private boolean listens() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(Member.HOST, port), CONNECT_MILLIS);
            return socket.isConnected();
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
        return Member.HOST + ":" + port;
    }

    @Override
    public Membership membershipOf(Member member) {
        return listed.membershipOf(member);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        kill();
    }
}

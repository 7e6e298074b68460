package io.meshclient.samples.registries;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One Consul server with a data directory, so that it comes back with what it knew. */
final class Consul implements Registry {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int HTTP = 0;
    private static final int SERVER = 1;
    private static final int LAN = 2;
    private static final int WAN = 3;

    private final Path binary;
    private final Path directory;
    private final List<Integer> ports;
    private @Nullable GuardedProcess process;

    Consul(Path binary, Path directory) throws IOException {
        this.binary = binary;
        this.directory = directory;
        this.ports = Ports.free(4);
    }

    @Override
    public void start() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(binary.toString(), "agent", "-server", "-bootstrap-expect=1"));
        command.addAll(List.of("-node=shop", "-disable-host-node-id", "-bind=127.0.0.1", "-client=127.0.0.1"));
        command.addAll(List.of("-data-dir=" + directory.resolve("data"), "-log-level=warn"));
        command.addAll(List.of("-http-port=" + ports.get(HTTP), "-server-port=" + ports.get(SERVER)));
        command.addAll(List.of("-serf-lan-port=" + ports.get(LAN), "-serf-wan-port=" + ports.get(WAN)));
        command.addAll(List.of("-grpc-port=-1", "-dns-port=-1"));
        command.addAll(List.of("-hcl=performance { raft_multiplier = 1 }", "-hcl=disable_update_check = true"));
        GuardedProcess started = GuardedProcess.start(command, directory);
        process = started;
        Rest rest = new Rest(address());
        // says 500 as long as there is no leader
        started.await(() -> rest.send("GET", "/v1/catalog/service/consul?consistent", "") == 200, PATIENCE);
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
        return "http://127.0.0.1:" + ports.get(HTTP);
    }

    @Override
    public Membership membershipOf(Member member) {
        return new ConsulMembership(address(), member);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        kill();
    }
}

package io.meshclient.discovery.dns;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.testkit.DiscoveryEndToEnd;
import io.meshclient.discovery.testkit.NeedsProgram;
import io.meshclient.time.MeshRuntime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;

/**
 * Traffic over dnsmasq with times to live of a second, while addresses come and go, and while dnsmasq is killed and comes
 * back. An address has no port: the instances listen on one port of several loopback addresses.
 */
@NeedsProgram("dnsmasq")
final class DnsEndToEndIT extends DiscoveryEndToEnd {

    private static final Duration TTL = Duration.ofSeconds(1);

    private final MeshRuntime runtime = MeshRuntime.system();
    private final Dnsmasq dnsmasq = new Dnsmasq((int) TTL.toSeconds());
    private final Set<String> hosts = new TreeSet<>();
    private final int port = freePort();

    DnsEndToEndIT() throws IOException {}

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.2"))) {
            return free.getLocalPort();
        }
    }

    @AfterEach
    void end() throws IOException {
        dnsmasq.close();
        runtime.close();
    }

    @Override
    protected InetSocketAddress address(int number) {
        return new InetSocketAddress("127.0.0." + (2 + number), port);
    }

    @Override
    protected String target() {
        return "dns:///orders.mesh.test:" + port;
    }

    @Override
    protected Discovery create() {
        return DnsDiscovery.builder().servers(dnsmasq.address()).minTtl(TTL).build(runtime);
    }

    @Override
    protected void register(String host, int atPort) throws Exception {
        hosts.add(host);
        publish();
    }

    @Override
    protected void deregister(String host, int atPort) throws Exception {
        hosts.remove(host);
        publish();
    }

    private void publish() throws Exception {
        dnsmasq.addresses("orders.mesh.test", hosts.toArray(String[]::new));
    }

    @Override
    protected void stopSource() throws IOException {
        dnsmasq.kill();
    }

    @Override
    protected void startSource() throws IOException {
        dnsmasq.startAgain();
    }

    /** Up to a tenth is added, so that not all clients ask at the same moment. */
    @Override
    protected Duration pushDelay() {
        return TTL.plus(TTL.dividedBy(10));
    }
}

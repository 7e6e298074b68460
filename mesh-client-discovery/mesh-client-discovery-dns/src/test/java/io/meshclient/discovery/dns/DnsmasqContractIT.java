package io.meshclient.discovery.dns;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.testkit.DiscoveryContract;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.time.MeshRuntime;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** The contract over dnsmasq; where the source fails, dnsmasq is killed and later started again. */
@NeedsDnsmasq
final class DnsmasqContractIT extends DiscoveryContract {

    private final Dnsmasq dnsmasq = new Dnsmasq(0);
    private final MeshRuntime runtime = MeshRuntime.system();

    DnsmasqContractIT() throws IOException {
        runtime.timers().schedule(0, () -> {}); // its thread is the runtime's, and stays
    }

    /** The JDK's threads for child processes stay for a while. */
    @BeforeAll
    static void startTheReaper() throws Exception {
        new ProcessBuilder("true").start().onExit().join();
    }

    @Override
    protected Discovery create() {
        return DnsDiscovery.builder()
                .servers(dnsmasq.address())
                .search("mesh.test")
                .defaultPort(80)
                .minTtl(Duration.ofMillis(50))
                .maxTtl(Duration.ofMillis(50))
                .negativeTtl(Duration.ofMillis(50))
                .build(runtime);
    }

    @Override
    protected void publish(String target, EndpointSet set) throws Exception {
        dnsmasq.addresses(
                target + ".mesh.test",
                set.endpoints().stream().map(Endpoint::host).toArray(String[]::new));
        if (!dnsmasq.isUp()) {
            dnsmasq.startAgain();
        }
    }

    @Override
    protected boolean breakSource() throws Exception {
        dnsmasq.kill();
        return true;
    }

    @AfterEach
    void end() throws IOException {
        dnsmasq.close();
        runtime.close();
    }
}

package io.meshclient.discovery.dns;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.testkit.DiscoveryContract;
import io.meshclient.discovery.testkit.NeedsProgram;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** The contract over dnsmasq; where the source fails, dnsmasq is killed and later started again. */
@NeedsProgram("dnsmasq")
final class DnsmasqContractIT extends DiscoveryContract {

    private final Dnsmasq dnsmasq = new Dnsmasq(0);

    DnsmasqContractIT() throws IOException {}

    @Override
    protected Discovery create() {
        return DnsDiscovery.builder()
                .servers(dnsmasq.address())
                .search("mesh.test")
                .defaultPort(80)
                .minTtl(Duration.ofMillis(50))
                .maxTtl(Duration.ofMillis(50))
                .negativeTtl(Duration.ofMillis(50))
                .build(runtime());
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

    /** Names have more addresses in no zone that it is made for. */
    @Override
    protected int most() {
        return 1_000;
    }

    @AfterEach
    void end() throws IOException {
        dnsmasq.close();
    }
}

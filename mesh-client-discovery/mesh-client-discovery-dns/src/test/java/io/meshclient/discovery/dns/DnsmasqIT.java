package io.meshclient.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.discovery.testkit.NeedsProgram;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.time.MeshRuntime;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What dnsmasq says, as it says it. */
@NeedsProgram("dnsmasq")
final class DnsmasqIT {

    private final Dnsmasq dnsmasq = new Dnsmasq(0);
    private final MeshRuntime runtime = MeshRuntime.system();
    private final Hearing heard = new Hearing();
    private final DnsDiscovery discovery = DnsDiscovery.builder()
            .servers(dnsmasq.address())
            .search("mesh.test")
            .minTtl(Duration.ofMillis(50))
            .negativeTtl(Duration.ofMillis(50))
            .build(runtime);

    DnsmasqIT() throws IOException {}

    @AfterEach
    void end() throws IOException {
        discovery.close();
        runtime.close();
        dnsmasq.close();
    }

    @Test
    void addressesOfBothFamilies() throws Exception {
        dnsmasq.addresses("orders.mesh.test", "10.0.0.1", "10.0.0.2", "2001:db8::1");

        discovery.subscribe("dns:///orders:8080", heard);
        heard.awaitKeys("10.0.0.1:8080", "10.0.0.2:8080", "[2001:db8:0:0:0:0:0:1]:8080");

        dnsmasq.addresses("orders.mesh.test", "10.0.0.3");
        heard.awaitKeys("10.0.0.3:8080");
    }

    @Test
    void srvRecords() throws Exception {
        dnsmasq.addresses("a.mesh.test", "10.0.0.1");
        dnsmasq.addresses("b.mesh.test", "10.0.0.2");
        dnsmasq.services(
                "_http._tcp.orders.mesh.test,a.mesh.test,8081,10,5",
                "_http._tcp.orders.mesh.test,b.mesh.test,8082,20,7");

        discovery.subscribe("srv:///_http._tcp.orders.mesh.test", heard);
        heard.awaitKeys("10.0.0.1:8081", "10.0.0.2:8082");
        assertThat(heard.awaitSet().endpoints())
                .extracting(Endpoint::port, Endpoint::priority, Endpoint::weight)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(8081, 0, 5),
                        org.assertj.core.groups.Tuple.tuple(8082, 1, 7));

        dnsmasq.services("_http._tcp.orders.mesh.test,b.mesh.test,8082,20,0");
        heard.awaitKeys("10.0.0.2:8082");
    }

    @Test
    void moreAddressesThanFitADatagram() throws Exception {
        String[] addresses = new String[300];
        for (int i = 0; i < addresses.length; i++) {
            addresses[i] = "10.1." + i / 256 + "." + i % 256;
        }
        dnsmasq.addresses("orders.mesh.test", addresses);

        discovery.subscribe("orders:8080", heard);

        assertThat(heard.awaitSet().endpoints()).hasSize(300);
    }

    @Test
    void aNameThatIsNotThereAndThenIs() throws Exception {
        discovery.subscribe("orders:8080", heard);
        assertThat(heard.awaitFailure()).contains("NXDOMAIN", "orders.mesh.test.");

        dnsmasq.addresses("orders.mesh.test", "10.0.0.1");
        heard.awaitKeys("10.0.0.1:8080");

        dnsmasq.kill();
        int failures = heard.failures.size();
        org.awaitility.Awaitility.await().atMost(Hearing.PATIENCE).until(() -> heard.failures.size() > failures);
        assertThat(heard.awaitFailure()).contains(dnsmasq.address());
        dnsmasq.startAgain();
        heard.awaitAnotherSet();
        assertThat(heard.keys()).containsExactly("10.0.0.1:8080");
    }
}

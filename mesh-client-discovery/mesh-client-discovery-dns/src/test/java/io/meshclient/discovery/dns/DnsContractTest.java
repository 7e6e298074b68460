package io.meshclient.discovery.dns;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.testkit.DiscoveryContract;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.time.MeshRuntime;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** The contract, over a name server with short times to live: the service's name alone is the target. */
final class DnsContractTest {

    abstract static class OverNameServer extends DiscoveryContract {
        final NameServer server = new NameServer();
        private final MeshRuntime runtime = MeshRuntime.system();

        OverNameServer() {
            runtime.timers().schedule(0, () -> {}); // its thread is the runtime's, and stays
        }

        @Override
        protected Discovery create() {
            return DnsDiscovery.builder()
                    .servers(server.address())
                    .search("mesh.test")
                    .ndots(1)
                    .defaultPort(80)
                    .minTtl(Duration.ofMillis(50))
                    .maxTtl(Duration.ofMillis(50))
                    .negativeTtl(Duration.ofMillis(50))
                    .build(runtime);
        }

        @Override
        protected void publish(String target, EndpointSet set) {
            String[] lines = set.endpoints().stream()
                    .map(Endpoint::host)
                    .map(host -> "0 A " + host)
                    .toArray(String[]::new);
            server.put(target + ".mesh.test", lines);
            server.fault(NameServer.Fault.NONE);
        }

        @AfterEach
        final void end() {
            server.close();
            runtime.close();
        }
    }

    @Nested
    final class WhenServersFail extends OverNameServer {
        @Override
        protected boolean breakSource() {
            server.fault(NameServer.Fault.SERVFAIL);
            return true;
        }
    }

    @Nested
    final class WhenServersAreGone extends OverNameServer {
        private boolean gone;

        @Override
        protected void publish(String target, EndpointSet set) {
            super.publish(target, set);
            if (gone) {
                server.startAgain();
            }
        }

        @Override
        protected boolean breakSource() {
            server.stop();
            gone = true;
            return true;
        }
    }

    @Nested
    final class WhenNobodyHasTheNameAnyMore extends OverNameServer {
        @Override
        protected boolean breakSource() {
            server.fault(NameServer.Fault.LAME);
            return true;
        }
    }
}

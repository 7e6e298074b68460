package io.meshclient.discovery.dns;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.Listener;
import io.meshclient.discovery.Subscription;
import io.meshclient.discovery.testkit.BadAnswer;
import io.meshclient.discovery.testkit.DiscoveryContract;
import io.meshclient.discovery.testkit.Fact;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** The contract, over a name server with short times to live: the service's name alone is the target. */
final class DnsContractTest {

    abstract static class OverNameServer extends DiscoveryContract {
        final NameServer server = new NameServer();

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
                    .timeout(Duration.ofMillis(500))
                    .attempts(1)
                    .build(runtime());
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

        /** What fits into a message: 16 bytes each of 65,535. */
        @Override
        protected int most() {
            return 4_000;
        }

        @Override
        protected OptionalLong work() {
            return OptionalLong.of(server.questions().size());
        }

        @AfterEach
        final void end() {
            server.close();
        }
    }

    @Nested
    final class WhenServersFail extends OverNameServer {
        /** No message has more than 65,535 bytes, and nobody is asked with a secret. */
        @Override
        protected boolean answer(BadAnswer how) {
            NameServer.Fault fault = switch (how) {
                case MALFORMED -> NameServer.Fault.GARBAGE;
                case TRUNCATED -> NameServer.Fault.CUT_OFF;
                case WRONG_TYPES -> NameServer.Fault.LAME;
                case SILENT -> NameServer.Fault.SILENT;
                case HUGE, TRICKLING, REPEATS_THE_SECRET -> NameServer.Fault.NONE;
            };
            server.fault(fault);
            return fault != NameServer.Fault.NONE;
        }

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

    /** SRV records know ports and weights as well; of priorities they know the order only, which other tests see to. */
    @Nested
    final class OverServiceRecords extends OverNameServer {

        @Override
        protected Discovery create() {
            return new Services(super.create());
        }

        @Override
        protected void publish(String target, EndpointSet set) {
            List<String> lines = new ArrayList<>();
            for (Endpoint endpoint : set.endpoints()) {
                String host = "h" + endpoint.host().replace('.', '-') + ".mesh.test.";
                server.put(host, "0 A " + endpoint.host());
                lines.add("0 SRV 0 " + endpoint.weight() + " " + endpoint.port() + " " + host);
            }
            server.put("_http._tcp." + target + ".mesh.test", lines.toArray(String[]::new));
            server.fault(NameServer.Fault.NONE);
        }

        @Override
        protected boolean breakSource() {
            server.fault(NameServer.Fault.REFUSED);
            return true;
        }

        @Override
        protected Set<Fact> facts() {
            return EnumSet.of(Fact.WEIGHT);
        }

        /** With the addresses beside the records, which are longer. */
        @Override
        protected int most() {
            return 500;
        }
    }

    private record Services(Discovery dns) implements Discovery {
        @Override
        public Subscription subscribe(String target, Listener listener) {
            return dns.subscribe("srv:///_http._tcp." + target + ".mesh.test", listener);
        }

        @Override
        public void close() {
            dns.close();
        }
    }
}

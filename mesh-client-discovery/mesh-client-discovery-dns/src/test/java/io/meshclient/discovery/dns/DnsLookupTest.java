package io.meshclient.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.discovery.Subscription;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.time.MeshRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked, and what becomes of the answers, over a name server that is real but for its zone. */
final class DnsLookupTest {

    private final NameServer server = new NameServer();
    private final MeshRuntime runtime = MeshRuntime.system();
    private final List<DnsDiscovery> made = new ArrayList<>();
    private final Hearing heard = new Hearing();

    @TempDir
    Path directory;

    @AfterEach
    void end() {
        made.forEach(DnsDiscovery::close);
        runtime.close();
        server.close();
    }

    private DnsDiscovery.Builder fast() {
        return DnsDiscovery.builder()
                .servers(server.address())
                .search()
                .minTtl(Duration.ofMillis(50))
                .negativeTtl(Duration.ofMillis(50));
    }

    private DnsDiscovery made(DnsDiscovery.Builder builder) {
        DnsDiscovery discovery = builder.build(runtime);
        made.add(discovery);
        return discovery;
    }

    @Test
    void addressesOfBothFamiliesAreOneSet() {
        server.put("orders.test", "0 A 10.0.0.1", "0 A 10.0.0.2", "0 AAAA 2001:db8::1");

        made(fast()).subscribe("dns:///orders.test:8080", heard);

        heard.awaitKeys("10.0.0.1:8080", "10.0.0.2:8080", "[2001:db8:0:0:0:0:0:1]:8080");
        assertThat(heard.sets.get(0).endpoints()).contains(Endpoint.parse("10.0.0.1:8080"));
        assertThat(server.questions()).contains("udp orders.test. A", "udp orders.test. AAAA");
    }

    @Test
    void oneFamilyAloneIsAskedFor() {
        server.put("orders.test", "0 A 10.0.0.1", "0 AAAA 2001:db8::1");

        made(fast().addressFamily("ipv4")).subscribe("orders.test:80", heard);

        heard.awaitKeys("10.0.0.1:80");
        assertThat(server.questions()).doesNotContain("udp orders.test. AAAA");
    }

    @Test
    void aliasesAreFollowedAndTheLeastTtlCounts() {
        server.put("orders.test", "3600 CNAME blue.test.");
        server.put("blue.test", "0 A 10.0.0.1");
        made(fast()).subscribe("orders.test:80", heard);
        heard.awaitKeys("10.0.0.1:80");

        server.put("blue.test", "3600 A 10.0.0.2");
        heard.awaitKeys("10.0.0.2:80"); // asked again, though the alias holds for an hour
    }

    @Test
    void aNameIsAskedForAgainWhenItsTtlIsOver() {
        server.put("orders.test", "1 A 10.0.0.1");
        made(fast()).subscribe("orders.test:80", heard);
        heard.awaitKeys("10.0.0.1:80");
        heard.awaitAnotherSet();

        assertThat(Duration.ofNanos(heard.nanosOfSets.get(1) - heard.nanosOfSets.get(0)))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void ttlsAreBounded() {
        server.put("orders.test", "86400 A 10.0.0.1");
        made(fast().maxTtl(Duration.ofMillis(100))).subscribe("orders.test:80", heard);
        heard.awaitKeys("10.0.0.1:80");

        server.put("orders.test", "86400 A 10.0.0.2");
        heard.awaitKeys("10.0.0.2:80");
    }

    @Test
    void aNameWithoutRecordsIsAnEmptySet() {
        server.put("orders.test");

        made(fast()).subscribe("orders.test:80", heard);

        assertThat(heard.awaitSet().isEmpty()).isTrue();
        assertThat(heard.failures).isEmpty();
    }

    @Test
    void aNameThatNeverWasIsAFailureThatNamesWhatWasAskedFor() {
        made(fast().search("a.test", "b.test")).subscribe("orders:80", heard);

        assertThat(heard.awaitFailure())
                .contains("NXDOMAIN", "orders.a.test., orders.b.test., orders.", "search domains");
        assertThat(heard.sets).isEmpty();

        server.put("orders.b.test", "0 A 10.0.0.1");
        heard.awaitKeys("10.0.0.1:80");
    }

    @Test
    void aNameThatIsGoneIsAnEmptySet() {
        server.put("orders.test", "0 A 10.0.0.1");
        made(fast()).subscribe("orders.test:80", heard);
        heard.awaitKeys("10.0.0.1:80");

        server.remove("orders.test");

        heard.awaitKeys();
        assertThat(heard.failures).isEmpty();
    }

    @Test
    void namesAreSearchedForInOrderAndThenAskedForDirectly() {
        server.put("orders.svc.cluster.local", "0 A 10.0.0.1");
        server.put("orders.cluster.local", "0 A 10.0.0.9");

        made(fast().search("shop.svc.cluster.local", "svc.cluster.local", "cluster.local")
                        .ndots(5)
                        .addressFamily("ipv4"))
                .subscribe("orders:80", heard);
        heard.awaitKeys("10.0.0.1:80");
        assertThat(server.questions())
                .startsWith("udp orders.shop.svc.cluster.local. A", "udp orders.svc.cluster.local. A");

        server.forgetQuestions();
        heard.awaitAnotherSet();
        assertThat(server.questions()).containsOnly("udp orders.svc.cluster.local. A");

        server.remove("orders.svc.cluster.local");
        heard.awaitKeys("10.0.0.9:80");
    }

    @Test
    void aChangedResolvConfCountsFromTheNextQuestionOn() throws IOException {
        server.put("orders.one.test", "0 A 10.0.0.1");
        server.put("orders.other.test", "0 A 10.0.0.2");
        Path file = Files.writeString(directory.resolve("resolv.conf"), "search one.test\n");
        DnsDiscovery.Builder builder = DnsDiscovery.builder()
                .servers(server.address())
                .resolvConf(file.toString())
                .minTtl(Duration.ofMillis(50));
        made(builder).subscribe("orders:80", heard);
        heard.awaitKeys("10.0.0.1:80");

        Files.writeString(file, "search other.test\noptions ndots:2\n");
        heard.awaitKeys("10.0.0.2:80");
    }

    @Test
    void srvRecordsGivePortsWeightsAndPriorities() {
        server.put("_http._tcp.orders.test", "0 SRV 10 1 8081 a.test.", "0 SRV 20 3 8082 b.test.");
        server.put("a.test", "0 A 10.0.0.1");
        server.put("b.test", "0 A 10.0.0.2", "0 AAAA 2001:db8::2");

        made(fast()).subscribe("srv:///_http._tcp.orders.test", heard);

        heard.awaitKeys("10.0.0.1:8081", "10.0.0.2:8082", "[2001:db8:0:0:0:0:0:2]:8082");
        assertThat(heard.sets.get(0).endpoints()).extracting(Endpoint::priority).containsExactly(0, 1, 1);
        assertThat(heard.sets.get(0).endpoints()).extracting(Endpoint::weight).containsExactly(1, 3, 3);
        assertThat(server.questions())
                .as("addresses came with the records")
                .containsOnly("udp _http._tcp.orders.test. SRV");
    }

    @Test
    void addressesThatDidNotComeWithSrvRecordsAreAskedFor() {
        server.additional(false);
        server.put(
                "_http._tcp.orders.test",
                "0 SRV 0 1 8081 a.test.",
                "0 SRV 0 1 8082 gone.test.",
                "0 SRV 0 1 8083 a.test.");
        server.put("a.test", "0 A 10.0.0.1");

        made(fast()).subscribe("srv:///_http._tcp.orders.test", heard);

        heard.awaitKeys("10.0.0.1:8081", "10.0.0.1:8083"); // what points to nothing is no endpoint
    }

    @Test
    void aServiceThatIsDecidedlyNotThereIsAnEmptySet() {
        server.put("_http._tcp.orders.test", "0 SRV 0 0 0 .");

        made(fast()).subscribe("srv:///_http._tcp.orders.test", heard);

        assertThat(heard.awaitSet().isEmpty()).isTrue();
    }

    @Test
    void nothingIsAskedOnceNobodyListens() {
        server.put("orders.test", "0 A 10.0.0.1");
        Subscription subscription = made(fast()).subscribe("orders.test:80", heard);
        heard.awaitKeys("10.0.0.1:80");

        subscription.close();
        await().atMost(Hearing.PATIENCE).during(Duration.ofMillis(500)).until(this::nothingNewIsAsked);
    }

    private int asked;

    private boolean nothingNewIsAsked() {
        int before = asked;
        asked = server.questions().size();
        return before == asked;
    }

    @Test
    void manyTargetsNeedOneThread() {
        DnsDiscovery discovery = made(fast().minTtl(Duration.ofSeconds(60))
                .maxTtl(Duration.ofSeconds(60))
                .negativeTtl(Duration.ofSeconds(60)));
        List<Hearing> all = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            server.put("s" + i + ".test", "60 A 10.1." + i / 256 + "." + i % 256);
            Hearing one = new Hearing();
            all.add(one);
            discovery.subscribe("s" + i + ".test:80", one);
        }
        await().atMost(Hearing.PATIENCE).until(() -> all.stream().noneMatch(one -> one.sets.isEmpty()));

        await("only one, once those of earlier tests have ended")
                .atMost(Hearing.PATIENCE)
                .until(() -> threads().size() == 1);
        assertThat(threads()).allMatch(Thread::isDaemon);
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("mesh-client-dns"))
                .toList();
    }
}

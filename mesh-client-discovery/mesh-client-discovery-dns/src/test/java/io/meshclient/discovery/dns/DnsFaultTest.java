package io.meshclient.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.discovery.dns.NameServer.Fault;
import io.meshclient.time.MeshRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Type;

/** Servers that do not answer, or answer nonsense: a sentence that helps, the next server, and never an empty set. */
final class DnsFaultTest {

    private final NameServer server = new NameServer();
    private final NameServer other = new NameServer();
    private final MeshRuntime runtime = MeshRuntime.system();
    private final List<DnsDiscovery> made = new ArrayList<>();
    private final Hearing heard = new Hearing();

    @AfterEach
    void end() {
        made.forEach(DnsDiscovery::close);
        runtime.close();
        server.close();
        other.close();
    }

    private DnsDiscovery asking(String... servers) {
        DnsDiscovery discovery = DnsDiscovery.builder()
                .servers(servers)
                .search()
                .minTtl(Duration.ofMillis(50))
                .timeout(Duration.ofMillis(500))
                .attempts(1)
                .build(runtime);
        made.add(discovery);
        return discovery;
    }

    @ParameterizedTest
    @CsvSource({
        "SERVFAIL, answered SERVFAIL",
        "REFUSED, answered REFUSED",
        "SILENT, gave no answer within 500 ms",
        "GARBAGE, gave an answer that cannot be read",
        "CUT_OFF, gave an answer that cannot be read",
        "LAME, did not answer for orders.test.",
    })
    void whatIsNoAnswerIsAFailureAndTheNextSetIsTold(Fault fault, String sentence) {
        server.put("orders.test", "0 A 10.0.0.1");
        asking(server.address()).subscribe("orders.test:80", heard);
        heard.awaitKeys("10.0.0.1:80");

        server.fault(fault);
        assertThat(heard.awaitFailure())
                .contains("No name server answered for orders.test.", server.address() + " " + sentence);

        server.fault(Fault.NONE);
        heard.awaitAnotherSet();
        assertThat(heard.sets).allMatch(set -> set.endpoints().size() == 1);
    }

    @Test
    void aClosedPortIsToldAtOnce() {
        server.stop();

        asking(server.address()).subscribe("orders.test:80", heard);

        assertThat(heard.awaitFailure()).contains(server.address() + " refused the connection");
    }

    @ParameterizedTest
    @CsvSource({"SERVFAIL", "REFUSED", "SILENT", "GARBAGE", "LAME"})
    void theNextServerIsAskedAndRemembered(Fault fault) {
        server.fault(fault);
        other.put("orders.test", "0 A 10.0.0.1");
        asking(server.address(), other.address()).subscribe("orders.test:80", heard);
        heard.awaitKeys("10.0.0.1:80");
        server.forgetQuestions();

        heard.awaitAnotherSet();
        heard.awaitAnotherSet();

        assertThat(server.questions()).isEmpty();
        assertThat(heard.failures).isEmpty();
    }

    @Test
    void anAnswerToAnotherQuestionIsNotListenedTo() {
        server.put("orders.test", "0 A 10.0.0.1");
        server.fault(Fault.ANOTHER_ID_FIRST);

        asking(server.address()).subscribe("orders.test:80", heard);

        heard.awaitKeys("10.0.0.1:80");
    }

    @Test
    void whatDoesNotFitADatagramComesOverTcp() {
        String[] lines = manyAddresses(500);
        server.put("orders.test", lines);

        asking(server.address()).subscribe("orders.test:80", heard);

        assertThat(heard.awaitSet().endpoints()).hasSize(500);
        assertThat(server.questions()).contains("udp orders.test. A", "tcp orders.test. A");
    }

    @ParameterizedTest
    @CsvSource({"TCP_ENDS_WITHIN_ANSWER, ended within the answer", "TCP_TRICKLES, gave no answer within 500 ms"})
    void aConnectionThatBreaksOrTricklesIsAFailure(Fault fault, String sentence) {
        server.put("orders.test", manyAddresses(500));
        server.fault(fault);

        asking(server.address()).subscribe("orders.test:80", heard);

        assertThat(heard.awaitFailure()).contains(sentence);
        assertThat(heard.sets).isEmpty();
    }

    static String[] manyAddresses(int count) {
        String[] lines = new String[count];
        for (int i = 0; i < count; i++) {
            lines[i] = "60 A 10.1." + i / 256 + "." + i % 256;
        }
        return lines;
    }

    @Test
    void aFamilyThatCannotBeAskedForIsPassedOverIfItNeverHadAnything() {
        server.put("orders.test", "0 A 10.0.0.1");
        server.fault(Type.AAAA, Fault.SERVFAIL);

        asking(server.address()).subscribe("orders.test:80", heard);

        heard.awaitKeys("10.0.0.1:80");
        assertThat(heard.failures).isEmpty();
    }

    @Test
    void aFamilyThatHadAddressesIsNotSilentlyLost() {
        server.put("orders.test", "0 A 10.0.0.1", "0 AAAA 2001:db8::1");
        asking(server.address()).subscribe("orders.test:80", heard);
        heard.awaitSet();

        server.fault(Type.AAAA, Fault.SERVFAIL);

        assertThat(heard.awaitFailure()).contains("AAAA", "SERVFAIL");
        assertThat(heard.sets).allMatch(set -> set.endpoints().size() == 2);
    }

    @Test
    void addressesOfSrvTargetsThatCannotBeAskedForFailTheWhole() {
        server.additional(false);
        server.put("_http._tcp.orders.test", "0 SRV 0 1 8081 a.test.");
        server.put("a.test", "0 A 10.0.0.1");
        server.fault(Type.A, Fault.REFUSED);
        server.fault(Type.AAAA, Fault.REFUSED);

        asking(server.address()).subscribe("srv:///_http._tcp.orders.test", heard);

        assertThat(heard.awaitFailure()).contains("a.test.", "REFUSED");
        assertThat(heard.sets).isEmpty();
    }

    @Test
    void aServerThatFailsEndsTheSearchForALaterNameMayBeAnothers() {
        server.fault(Fault.SERVFAIL);
        server.put("orders", "0 A 10.0.0.66");
        DnsDiscovery discovery = DnsDiscovery.builder()
                .servers(server.address())
                .search("shop.test")
                .ndots(5)
                .build(runtime);
        made.add(discovery);
        discovery.subscribe("orders:80", heard);

        assertThat(heard.awaitFailure()).contains("orders.shop.test.");
        assertThat(server.questions()).noneMatch(question -> question.contains(" orders. "));
    }

    @Test
    void aTargetThatCannotBeReadIsAFailure() {
        asking(server.address()).subscribe("orders", heard);

        assertThat(heard.awaitFailure()).contains("'orders' is not a target of DNS: the port is missing");
        assertThat(server.questions()).isEmpty();
    }

    @Test
    void closingEndsQuestionsUnderWayAndTheThread() {
        server.fault(Fault.SILENT);
        DnsDiscovery discovery = asking(server.address());
        discovery.subscribe("orders.test:80", heard);
        await().atMost(Hearing.PATIENCE).until(() -> !server.questions().isEmpty());

        long begin = System.nanoTime();
        discovery.close();
        await().atMost(Hearing.PATIENCE)
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("mesh-client-dns")));

        System.out.printf("dns: closed with a question under way in %d ms%n", (System.nanoTime() - begin) / 1_000_000);
        assertThat(heard.failures).isEmpty();
    }
}

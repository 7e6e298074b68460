package io.meshclient.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Name;

final class ResolvConfTest {

    private static final List<String> POD = List.of(
            "# as the kubelet writes it",
            "search shop.svc.cluster.local svc.cluster.local cluster.local",
            "nameserver 10.96.0.10",
            "nameserver fd00::a",
            "options ndots:5 timeout:1");

    @TempDir
    Path directory;

    @Test
    void readsWhatAKubernetesPodHas() {
        ResolvConf conf = ResolvConf.parse(POD);

        assertThat(conf.servers())
                .containsExactly(new InetSocketAddress("10.96.0.10", 53), new InetSocketAddress("fd00::a", 53));
        assertThat(conf.search())
                .extracting(Name::toString)
                .containsExactly("shop.svc.cluster.local.", "svc.cluster.local.", "cluster.local.");
        assertThat(conf.ndots()).isEqualTo(5);
    }

    @Test
    void triesNamesAsTheCLibraryDoes() throws DnsFailure {
        ResolvConf conf = ResolvConf.parse(POD);

        assertThat(conf.candidates("orders"))
                .extracting(Name::toString)
                .containsExactly(
                        "orders.shop.svc.cluster.local.",
                        "orders.svc.cluster.local.",
                        "orders.cluster.local.",
                        "orders.");
        assertThat(conf.candidates("a.b.c.d.e.f"))
                .extracting(Name::toString)
                .startsWith("a.b.c.d.e.f.", "a.b.c.d.e.f.shop.svc.cluster.local.")
                .hasSize(4);
        assertThat(conf.candidates("orders.")).extracting(Name::toString).containsExactly("orders.");
    }

    @Test
    void leavesOutNamesThatAreTooLong() throws DnsFailure {
        String longName = "a".repeat(60) + "." + "b".repeat(60) + "." + "c".repeat(60) + "." + "d".repeat(50);

        assertThat(ResolvConf.parse(POD).candidates(longName)).hasSize(3);
    }

    @Test
    void passesOverWhatItCannotRead() {
        ResolvConf conf = ResolvConf.parse(List.of(
                "",
                "nameserver",
                "nameserver dns.example",
                "nameserver 10.0.0",
                "search",
                "options ndots:x",
                "options ndots:99",
                "sortlist 1"));

        assertThat(conf).isEqualTo(new ResolvConf(List.of(), List.of(), 15));
    }

    @Test
    void isReadAgainWhenItChanged() throws IOException {
        Path file = directory.resolve("resolv.conf");
        Naming naming = new Naming(List.of(), null, null, new ResolvFile(file));
        assertThatThrownBy(naming::now)
                .hasMessageContaining("There is no " + file)
                .hasMessageContaining("dns.servers");

        Files.write(file, POD);
        assertThat(naming.now()).isEqualTo(ResolvConf.parse(POD));

        Path next = directory.resolve("next");
        Files.writeString(next, "nameserver 10.0.0.9\n");
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
        assertThat(naming.now().servers()).containsExactly(new InetSocketAddress("10.0.0.9", 53));

        Files.delete(file);
        assertThat(naming.now().servers())
                .as("what it said last")
                .containsExactly(new InetSocketAddress("10.0.0.9", 53));
    }

    @Test
    void whatIsSetCountsMoreThanTheFile() throws IOException {
        Path file = Files.write(directory.resolve("resolv.conf"), POD);
        InetSocketAddress own = new InetSocketAddress("127.0.0.1", 5353);

        ResolvConf now = new Naming(List.of(own), List.of(), null, new ResolvFile(file)).now();

        assertThat(now).isEqualTo(new ResolvConf(List.of(own), List.of(), 5));
    }

    @Test
    void withoutServersInTheFileTheMachinesOwnIsAsked() throws IOException {
        Path file = Files.writeString(directory.resolve("resolv.conf"), "search example.com\n");

        assertThat(new Naming(List.of(), null, null, new ResolvFile(file)).now().servers())
                .containsExactly(new InetSocketAddress("127.0.0.1", 53));
    }

    @Test
    void aHugeFileIsNone() throws IOException {
        Path file = Files.write(directory.resolve("resolv.conf"), new byte[1_000_001]);

        assertThatThrownBy(() -> new ResolvFile(file).now()).hasMessageContaining("1000001 bytes");
    }
}

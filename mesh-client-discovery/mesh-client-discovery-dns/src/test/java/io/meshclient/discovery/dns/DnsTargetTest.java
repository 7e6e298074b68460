package io.meshclient.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DnsTargetTest {

    @ParameterizedTest
    @CsvSource({
        "dns:///orders.example:8080, orders.example, 8080",
        "orders:8080, orders, 8080",
        "orders, orders, 7000",
        "dns:///orders.example., orders.example., 7000",
        "srv:///_http._tcp.orders.example, _http._tcp.orders.example, 0",
        "srv:///orders.service.consul, orders.service.consul, 0",
        "' orders:80 ', orders, 80",
    })
    void readsTargets(String text, String name, int port) throws DnsFailure {
        assertThat(DnsTarget.parse(text, 7000)).isEqualTo(new DnsTarget(name, port));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "orders, the port is missing",
                "dns:///orders, default-port",
                "orders:0, the port is not a number",
                "orders:65536, the port is not a number",
                "orders:http, the port is not a number",
                "dns://10.0.0.2/orders:80, servers are set by mesh.client.discovery.dns.servers",
                "http://orders:80/, looks like a URL",
                "_http._tcp.orders, needs srv:///",
                "srv:///_http._tcp.orders:80, SRV records say theirs themselves",
                "10.0.0.7:80, needs no name server",
                "[::1]:80, needs no name server",
                "\"\", the port is missing",
                ":80, the name is missing",
                "srv:///, the name is missing",
                "a..b:80, '' is not 1 to 63",
                "-a:80, '-a' is not 1 to 63",
                "órders:80, xn--",
            })
    void saysWhatIsWrongAndWhatIsAllowed(String text, String why) {
        assertThatThrownBy(() -> DnsTarget.parse(text, null))
                .isInstanceOf(DnsFailure.class)
                .hasMessageContaining("'" + text + "' is not a target of DNS")
                .hasMessageContaining(why)
                .hasMessageContaining("allowed is dns:///orders.example:8080");
    }

    @Test
    void refusesNamesThatNobodyCanHave() {
        assertThatThrownBy(() -> DnsTarget.parse("a.".repeat(127) + "bc:80", null))
                .hasMessageContaining("longer than 253");
        assertThatThrownBy(() -> DnsTarget.parse("a".repeat(64) + ":80", null)).hasMessageContaining("1 to 63");
    }
}

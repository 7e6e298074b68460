package io.meshclient.spring.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.spring.registration.HostChoice.Candidate;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostChoiceTest {

    private static Candidate candidate(String name, int index, String address) {
        try {
            return new Candidate(name, index, InetAddress.getByName(address));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static HostChoice of(Candidate... candidates) {
        return HostChoice.of(List.of(candidates));
    }

    @Test
    void theFirstInterfaceWithIPv4IsTaken() {
        HostChoice choice = of(
                candidate("eth1", 3, "10.1.0.7"),
                candidate("eth0", 2, "fe80::1"),
                candidate("eth0", 2, "2001:db8::7"),
                candidate("eth0", 2, "10.0.0.7"));

        assertThat(choice.host()).isEqualTo("10.0.0.7");
        assertThat(choice.how()).contains("eth0");
    }

    @Test
    void bridgesOfContainersComeLast() {
        assertThat(of(candidate("docker0", 1, "172.17.0.1"), candidate("eth0", 5, "2001:db8::7"))
                        .host())
                .isEqualTo("2001:db8:0:0:0:0:0:7");
        assertThat(of(candidate("docker0", 1, "172.17.0.1")).host()).isEqualTo("172.17.0.1");
    }

    @Test
    void withoutAnyOtherItIsTheLoopback() {
        HostChoice choice = of(candidate("lo", 1, "127.0.0.1"), candidate("eth0", 2, "169.254.1.1"));

        assertThat(choice.host()).isEqualTo("127.0.0.1");
        assertThat(choice.how()).contains("loopback");
    }

    @Test
    void thisMachineHasSomeAddress() {
        assertThat(HostChoice.ofThisMachine().host()).isNotBlank();
    }
}

package io.meshclient.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.testing.VirtualTime;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import okhttp3.Dns;
import org.junit.jupiter.api.Test;

/** In what order the addresses of an endpoint are tried. */
class EndpointAddressTest {

    private static final InetAddress A = address(1);
    private static final InetAddress B = address(2);
    private static final InetAddress C = address(3);

    private final VirtualTime time = new VirtualTime();
    private final EndpointAddress named = named(host -> List.of(A, B, C));

    private EndpointAddress named(Dns dns) {
        return new EndpointAddress(Endpoint.parse("backend.internal:80"), dns, time);
    }

    private static InetAddress address(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void asTheDnsSays() throws UnknownHostException {
        assertThat(named.lookup("orders")).containsExactly(A, B, C);
    }

    @Test
    void whatFailedComesLastForAWhile() throws UnknownHostException {
        named.connectFailed(A);
        assertThat(named.lookup("orders")).containsExactly(B, C, A);
        time.advance(Duration.ofMillis(29_999));
        assertThat(named.lookup("orders")).containsExactly(B, C, A);
        time.advance(Duration.ofMillis(1));
        assertThat(named.lookup("orders")).containsExactly(A, B, C);
    }

    @Test
    void whatConnectsIsAsGoodAsAny() throws UnknownHostException {
        named.connectFailed(A);
        named.connectFailed(B);
        named.connected(A);
        assertThat(named.lookup("orders")).containsExactly(A, C, B);
    }

    @Test
    void whatFailedIsKnownToDerivedClientsWithAnotherDns() throws UnknownHostException {
        EndpointAddress derived = named.resolvedBy(host -> List.of(A, C));
        named.connectFailed(A);
        assertThat(derived.lookup("orders")).containsExactly(C, A);
    }

    @Test
    void aSocketGoesWhereOkHttpSaysIfThatIsTheEndpoints() throws UnknownHostException {
        named.lookup("orders");
        assertThat(named.target(B)).isEqualTo(B);
        assertThat(named.target(address(99))).isEqualTo(A);
        named.connectFailed(A);
        assertThat(named.target(address(99))).isEqualTo(B);
        assertThat(named.target(null)).isEqualTo(B);
    }

    @Test
    void anAddressIsItself() throws UnknownHostException {
        EndpointAddress literal = new EndpointAddress(Endpoint.parse("10.0.0.1:80"), Dns.SYSTEM, time);
        literal.connectFailed(A);
        assertThat(literal.lookup("orders")).containsExactly(A);
        assertThat(literal.target(B)).isEqualTo(A);
    }

    @Test
    void aNameWithoutAddresses() {
        assertThatThrownBy(() -> named(host -> List.of()).lookup("orders"))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("backend.internal:80");
    }
}

package io.meshclient.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {

    private static final String ALLOWED = "; allowed is host:port, such as 10.0.0.7:8080, orders-1:8080 or [::1]:8080";

    @Property
    void aKeyReadsBackAsItsEndpoint(@ForAll("hosts") String host, @ForAll @IntRange(min = 1, max = 65_535) int port) {
        Endpoint endpoint = Endpoint.builder(host, port).build();

        assertThat(Endpoint.parse(endpoint.key())).isEqualTo(endpoint);
        assertThat(Endpoint.parse("  " + endpoint.key() + " ")).isEqualTo(endpoint);
    }

    @Property
    void anyTextIsReadOrRefusedWithASentence(@ForAll("texts") String text) {
        try {
            Endpoint endpoint = Endpoint.parse(text);
            assertThat(Endpoint.parse(endpoint.key())).isEqualTo(endpoint);
        } catch (IllegalArgumentException e) {
            assertThat(e)
                    .hasMessageStartingWith("'" + text + "' is not an endpoint: ")
                    .hasMessageEndingWith(ALLOWED);
        }
    }

    @Property
    void copyingThroughTheBuilderKeepsEverything(@ForAll("endpoints") Endpoint endpoint) {
        assertThat(endpoint.toBuilder().build()).isEqualTo(endpoint);
    }

    @Provide
    Arbitrary<String> hosts() {
        Arbitrary<String> names =
                Arbitraries.strings().withChars("abzAZ019-._").ofMinLength(1).ofMaxLength(40);
        return Arbitraries.oneOf(
                names, Arbitraries.of("::1", "fe80::1%eth0", "2001:db8::7", "::ffff:10.0.0.7", "10.0.0.7"));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("a1:[]/.% é-80").ofMaxLength(14);
    }

    @Provide
    Arbitrary<Endpoint> endpoints() {
        return Combinators.combine(
                        hosts(),
                        Arbitraries.integers().between(1, 65_535),
                        Arbitraries.integers().between(0, Endpoint.MAX_WEIGHT),
                        Arbitraries.integers().between(0, 127),
                        Arbitraries.of(Health.class),
                        Arbitraries.maps(
                                Arbitraries.strings().alpha().ofMaxLength(3),
                                Arbitraries.strings().alpha().ofMaxLength(3)))
                .as((host, port, weight, priority, health, metadata) ->
                        new Endpoint(host, port, weight, priority, new Locality("eu", "a", ""), health, metadata));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        http://a:80         | it looks like a URL or a path
        a:80/x              | it looks like a URL or a path
        [::1]               | a port must follow the closing bracket
        [::1                | a port must follow the closing bracket
        [::1]x:80           | a port must follow the closing bracket
        [a]:80              | between the brackets stands no IPv6 address
        [::g]:80            | between the brackets stands no IPv6 address
        []:80               | between the brackets stands no IPv6 address
        orders              | the port is missing
        :80                 | the host is missing
        ::1:80              | an IPv6 address needs brackets
        a b:80              | the host has the character ' '
        ü:80                | the host has the character 'ü'
        a:                  | the port is not a number between 1 and 65535
        a:0                 | the port is not a number between 1 and 65535
        a:65536             | the port is not a number between 1 and 65535
        a:+80               | the port is not a number between 1 and 65535
        a:٣                 | the port is not a number between 1 and 65535
        """, quoteCharacter = '"')
    void eachMistakeHasItsSentence(String text, String why) {
        assertThatThrownBy(() -> Endpoint.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is not an endpoint: " + why + ALLOWED);
    }

    @Test
    void partsOutOfRangeAreNamed() {
        assertThatThrownBy(() -> Endpoint.builder(" ", 80).build())
                .hasMessage("An endpoint needs a host, such as 10.0.0.7 or orders-1.internal");
        assertThatThrownBy(() -> Endpoint.builder("a", 0).build())
                .hasMessage("Port 0 of endpoint a is not between 1 and 65535");
        assertThatThrownBy(() -> Endpoint.builder("::1", 80).weight(-1).build())
                .hasMessage("Weight -1 of endpoint [::1]:80 is not between 0 and 65535");
        assertThatThrownBy(() -> Endpoint.builder("a", 80).priority(128).build())
                .hasMessage("Priority 128 of endpoint a:80 is not between 0 and 127");
    }

    @Test
    void aHostFromARegistryIsCheckedAsATypedOneIs() {
        assertThatThrownBy(() -> Endpoint.builder("http://a", 80).build())
                .hasMessage("Host 'http://a' of an endpoint is no IPv6 address;"
                        + " allowed is an IP address (IPv6 without brackets) or a name");
        assertThatThrownBy(() -> Endpoint.builder("[::1]", 80).build()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Endpoint.builder("a/b", 80).build()).hasMessageContaining("has the character '/'");
    }

    @Test
    void metadataIsCopied() {
        Map<String, String> metadata = new HashMap<>(Map.of("version", "1"));
        Endpoint endpoint = Endpoint.builder("a", 80).metadata(metadata).build();

        metadata.put("version", "2");

        assertThat(endpoint.metadata()).isEqualTo(Map.of("version", "1"));
        assertThatThrownBy(() -> endpoint.metadata().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void whoGoesAwayOrIsIllTakesNoCalls() {
        assertThat(List.of(Health.values()).stream().filter(Health::takesCalls))
                .containsExactly(Health.HEALTHY, Health.DEGRADED, Health.UNKNOWN);
    }

    @Test
    void aLocalityReadsWell() {
        assertThat(Locality.UNKNOWN).hasToString("unknown");
        assertThat(new Locality("eu", "eu-a", "")).hasToString("eu/eu-a/");
        assertThatThrownBy(() -> new Locality("eu", null, ""))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("zone");
    }
}

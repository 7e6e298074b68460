package io.meshclient.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.endpoint.Endpoint;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeshConfigTest {

    private static final String ORDERS = "mesh.client.services.orders.";

    @Test
    void aServiceWinsOverTheDefaultsAndTheseOverTheLibrary() {
        ServiceConfig orders = read(Map.of(
                        "mesh.client.defaults.call-timeout",
                        "3s",
                        "mesh.client.defaults.retry.max-retries",
                        "1",
                        ORDERS + "call-timeout",
                        "2s",
                        ORDERS + "endpoints",
                        "a:1"))
                .service("orders");

        assertThat(orders.timeouts().call()).isEqualTo(Duration.ofSeconds(2));
        assertThat(orders.retry().maxRetries()).isEqualTo(1);
        assertThat(orders.maxConcurrentCalls()).isEqualTo(1024);
    }

    @Test
    void eachValueKeepsItsOrigin() {
        Map<String, ConfigValue> values = new LinkedHashMap<>();
        values.put("mesh.client.defaults.balancer", new ConfigValue("random", "application.yml:7"));
        ServiceConfig orders = MeshConfig.builder()
                .propertyValues(values)
                .service("orders", service -> service.endpoints("a:1"))
                .build()
                .service("orders");

        Map<String, ConfigValue> effective = orders.settings().effective();
        assertThat(effective.get("balancer")).isEqualTo(new ConfigValue("random", "application.yml:7"));
        assertThat(effective.get("endpoints")).isEqualTo(new ConfigValue("a:1", "Mesh.builder()"));
        assertThat(effective.get("scheme")).isEqualTo(new ConfigValue("http", "library default"));
        assertThat(effective).hasSameSizeAs(KeyTable.rows());
        assertThat(orders.settings().isSet(KeyTable.SCHEME)).isFalse();
    }

    @Test
    void aBadValueIsReportedUnderTheNameUnderWhichItWasWritten() {
        assertThatThrownBy(
                        () -> read(Map.of("mesh.client.defaults.retry.max-retries", "-1", ORDERS + "endpoints", "a:1")))
                .isInstanceOf(ConfigException.class)
                .hasMessage("mesh.client.defaults.retry.max-retries = '-1' (property) is below 0;"
                        + " allowed: 0 to 10 (retries, not attempts)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        balancer                       | rr           | is not a balancer of this version; allowed: peak-ewma, round-robin, random, least-request, ring-hash, maglev, orca, prequal
        balancer                       | round-robbin | is not a balancer of this version (did you mean round-robin?); allowed: peak-ewma, round-robin, random, least-request, ring-hash, maglev, orca, prequal
        endpoints                      | a:1,b        | has a bad address: 'b' is not an endpoint: the port is missing; allowed is host:port, such as 10.0.0.7:8080, orders-1:8080 or [::1]:8080; allowed: host:port, several separated by commas; IPv6 as [::1]:8080
        scheme                         | ftp          | is not a scheme; allowed: http, https
        scheme                         | htp          | is not a scheme (did you mean http?); allowed: http, https
        scheme                         | gopher        | is not a scheme; allowed: http, https
        hosts                          | a_b          | has 'a_b', which is no host name; allowed: host names, several separated by commas
        call-timeout                   | soon         | is not a duration; allowed: a duration such as 250ms, 15s, 1m or PT15S; 0 for none
        call-timeout                   | -5s          | is negative; allowed: a duration such as 250ms, 15s, 1m or PT15S; 0 for none
        call-timeout                   | PT-5S        | is negative; allowed: a duration such as 250ms, 15s, 1m or PT15S; 0 for none
        call-timeout                   | 366d         | is longer than a year; allowed: a duration such as 250ms, 15s, 1m or PT15S; 0 for none
        retry.budget.ttl               | 0            | is zero; allowed: a duration above zero, such as 250ms, 15s, 1m or PT15S
        retry.enabled                  | yes          | is neither true nor false; allowed: true, false
        retry.max-retries              | 11           | is above 10; allowed: 0 to 10 (retries, not attempts)
        retry.max-retries              | 99999999999999999999 | is above 10; allowed: 0 to 10 (retries, not attempts)
        retry.max-retries              | 1.5          | is not a whole number; allowed: 0 to 10 (retries, not attempts)
        retry.budget.ratio             | NaN          | is not a number; allowed: 0 to 10
        retry.budget.ratio             | a            | is not a number; allowed: 0 to 10
        retry.on                       | gateway-eror | has 'gateway-eror', which is no retry condition (did you mean gateway-error?); allowed: 5xx, gateway-error, reset, reset-before-request, connect-failure, refused-stream, retriable-4xx, retriable-status-codes, retriable-headers, envoy-ratelimited, cancelled, deadline-exceeded, resource-exhausted, internal, unavailable, stale-connection, rate-limited
        retry.methods                  | GET,P2       | has 'P2', which is no HTTP method; allowed: HTTP methods, several separated by commas
        breaker.failure-rate-threshold | 0            | is below 1.0; allowed: 1 to 100
        """)
    void aBadValueHasItsSentence(String key, String text, String sentence) {
        Map<String, String> properties = new LinkedHashMap<>(Map.of(ORDERS + "endpoints", "a:1"));
        properties.put(ORDERS + key, text);

        assertThatThrownBy(() -> read(properties))
                .isInstanceOf(ConfigException.class)
                .hasMessage(ORDERS + key + " = '" + text + "' (property) " + sentence);
    }

    @Test
    void everyDefaultIsAllowedByItsOwnRow() {
        ServiceConfig service = ServiceConfig.of("orders", orders -> orders.endpoints("a:1"));
        for (ConfigKey<?> row : KeyTable.rows()) {
            service.settings().get(row);
            assertThat(row.name()).matches("[a-z]+(-[a-z]+)*(\\.[a-z]+2?(-[a-z]+)*)*");
            assertThat(List.of(row.kind(), row.allowed(), row.meaning(), row.reason()))
                    .as(row.name())
                    .noneMatch(String::isBlank);
        }
        assertThat(service.timeouts())
                .isEqualTo(new TimeoutPolicy(
                        Duration.ofSeconds(15),
                        false,
                        Duration.ZERO,
                        Duration.ZERO,
                        null,
                        new DeadlinePolicy(true, true, Duration.ofMillis(5), Duration.ofMillis(100))));
        assertThat(service.emptyGuard()).isEqualTo(Duration.ofSeconds(30));
        assertThat(service.retry().methods()).isEqualTo(Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"));
        assertThat(service.retry().budget())
                .isEqualTo(new RetryBudgetPolicy(true, RetryBudgetType.TOKENS, 0.2, 10, Duration.ofSeconds(10), 20, 3));
        assertThat(service.discoveryTarget()).isEqualTo("orders");
    }

    @Test
    void anUnknownKeyIsRefusedWithASuggestion() {
        assertThatThrownBy(() -> read(Map.of(ORDERS + "retry.max-retrys", "1")))
                .hasMessageStartingWith(ORDERS + "retry.max-retrys = '1' (property) is set for a key that does not"
                        + " exist (did you mean retry.max-retries?); allowed: endpoints, discovery, ");
        assertThatThrownBy(() -> read(Map.of("mesh.client.defaults.retry.maxRetries", "1")))
                .hasMessageContaining("(did you mean retry.max-retries?)");
        assertThatThrownBy(() -> read(Map.of("mesh.client.service.orders.endpoints", "a:1")))
                .hasMessage(
                        "mesh.client.service.orders.endpoints = 'a:1' (property) is set for a key that does not"
                                + " exist (did you mean services?); allowed: mesh.client.{enabled,strict,locality.*,on-demand.*,defaults.*,services.*}");
        assertThatThrownBy(() -> read(Map.of("mesh.client.strickt", "true"))).hasMessageContaining("mean strict?");
        assertThatThrownBy(() -> read(Map.of("mesh.client.services.orders", "a:1")))
                .hasMessageContaining("names no key of a service");
        assertThatThrownBy(() -> ServiceConfig.of("orders", orders -> orders.set("balancr", "random")))
                .hasMessageContaining("(did you mean balancer?)");
    }

    @Test
    void othersKeysArePassedOver() {
        MeshConfig config = read(
                Map.of("spring.application.name", "shop", "mesh.client.discovery.dns.refresh", "5s", "server[0]", "x"));

        assertThat(config.services()).isEmpty();
    }

    @Test
    void flagsAreRead() {
        MeshConfig config = read(Map.of("mesh.client.enabled", "false", "mesh.client.strict", " TRUE "));

        assertThat(config.enabled()).isFalse();
        assertThat(config.strict()).isTrue();
        assertThatThrownBy(() -> read(Map.of("mesh.client.strict", "on")))
                .hasMessage("mesh.client.strict = 'on' (property) is neither true nor false; allowed: true, false");
    }

    @Test
    void aDottedNameNeedsBrackets() {
        ServiceConfig payments = read(Map.of("mesh.client.services[payments.eu].endpoints[0]", "a:1"))
                .service("Payments.EU");
        assertThat(payments.endpoints()).containsExactly(Endpoint.parse("a:1"));

        assertThatThrownBy(() -> read(Map.of("mesh.client.services.payments.eu.retry.max-retries", "1")))
                .hasMessage("mesh.client.services.payments.eu.retry.max-retries = '1' (property) is set for a service"
                        + " whose name has a dot; allowed: brackets around a dotted name:"
                        + " mesh.client.services[payments.eu].retry.max-retries");
    }

    @Test
    void anIndexedListIsOneListInTheOrderOfItsNumbers() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(ORDERS + "endpoints[10]", "c:1");
        properties.put(ORDERS + "endpoints[2]", "b:1");
        properties.put(ORDERS + "endpoints[0]", "a:1");

        assertThat(read(properties).service("orders").endpoints())
                .extracting(Endpoint::host)
                .containsExactly("a", "b", "c");
        assertThatThrownBy(() -> read(Map.of(ORDERS + "endpoints[99999999999]", "a:1")))
                .isInstanceOf(ConfigException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a_b", "-a", "a-", "a..b", ".a", "a.", "a b", "http://a"})
    void aServiceNameFollowsItsRule(String name) {
        assertThatThrownBy(() -> ServiceConfig.of(name, service -> service.endpoints("a:1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "'" + name + "' is not a service name; allowed: a DNS label or several joined by dots:"
                                + " letters, digits and inner hyphens, each label at most 63 characters, the whole at most 253");
    }

    @Test
    void aHostMeansOneServiceOnly() {
        assertThatThrownBy(() -> read(Map.of(
                        ORDERS + "endpoints",
                        "a:1",
                        ORDERS + "hosts",
                        "shop.example,stock",
                        "mesh.client.services.stock.endpoints",
                        "b:1")))
                .hasMessage(ORDERS + "hosts = 'shop.example,stock' (property) has the host 'stock', which already means"
                        + " the service 'stock'; allowed: a host that means one service only");
        assertThat(read(Map.of(ORDERS + "endpoints", "a:1", ORDERS + "hosts", "orders,Orders.Example"))
                        .service("orders")
                        .hosts())
                .containsExactly("orders", "orders.example");
    }

    @Test
    void whatNamesOneServiceIsNoDefault() {
        assertThatThrownBy(() -> read(Map.of("mesh.client.defaults.endpoints", "a:1")))
                .hasMessage("mesh.client.defaults.endpoints = 'a:1' (property) cannot be a default of all services;"
                        + " allowed: set it below mesh.client.services.<name>");
    }

    @Test
    void aServiceWithoutEndpointsIsRefused() {
        assertThatThrownBy(() -> read(Map.of(ORDERS + "balancer", "random")))
                .hasMessage(ORDERS + "endpoints = '' (library default) leaves the service without endpoints; allowed:"
                        + " host:port, several separated by commas; IPv6 as [::1]:8080;"
                        + " or set discovery to the name of a registry");
    }

    @Test
    void theEndpointsThatAreSetLastCount() {
        Endpoint heavy = Endpoint.builder("a", 1).weight(9).build();
        MeshConfig.Builder mesh = MeshConfig.builder().service("orders", orders -> orders.endpoints(List.of(heavy)));
        assertThat(mesh.build().service("orders").endpoints()).containsExactly(heavy);

        mesh.properties(Map.of(ORDERS + "endpoints", "b:2"));
        assertThat(mesh.build().service("orders").endpoints()).containsExactly(Endpoint.parse("b:2"));
    }

    @Test
    void askingForAServiceThatIsNotThereListsThoseThatAre() {
        assertThatThrownBy(() -> read(Map.of()).service("x"))
                .hasMessage("There is no service 'x'; there is none at all");
        assertThatThrownBy(() -> read(Map.of(ORDERS + "endpoints", "a:1")).service("x"))
                .hasMessage("There is no service 'x'; there are: orders");
    }

    @Test
    void optionsOfOneCallAreChecked() {
        CallOptions options = CallOptions.builder()
                .idempotent(true)
                .callTimeout(Duration.ofSeconds(2))
                .perTryTimeout(Duration.ZERO)
                .build();

        assertThat(options)
                .hasToString(
                        "CallOptions[idempotent=true, callTimeout=PT2S, perTryTimeout=PT0S, subset={}, hashKey=null,"
                                + " priority=DEFAULT, maxRetries=null, retryOn=null, retriableStatusCodes=[],"
                                + " idempotencyKey=null, hedge=null, hedgeDelay=null]");
        assertThat(CallOptions.none().idempotent()).isNull();
        assertThat(CallOptions.none().callTimeout()).isNull();
        assertThatThrownBy(() -> CallOptions.builder().callTimeout(Duration.ofSeconds(-1)))
                .hasMessage("callTimeout PT-1S is negative; allowed: zero (none) or more");
    }

    private static MeshConfig read(Map<String, String> properties) {
        return MeshConfig.builder().properties(properties).build();
    }

    @Test
    void aHashKeyMustBeOfUse() {
        assertThatThrownBy(() -> ServiceConfig.of(
                        "orders", orders -> orders.endpoints("a:1").hash(hash -> hash.key("header:x-user"))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("mesh.client.services.orders.hash.key")
                .hasMessageContaining("has no effect with the balancer peak-ewma")
                .hasMessageContaining("ring-hash or maglev");
        MeshConfig inherited = MeshConfig.builder()
                .defaults(all -> all.hash(hash -> hash.key("header:x-user", "cookie:session")))
                .service("orders", orders -> orders.endpoints("a:1"))
                .service("carts", carts -> carts.endpoints("a:1").balancer("maglev"))
                .build();
        assertThat(inherited.service("carts").balancer().hash().key())
                .containsExactly(
                        new HashSource(HashSource.Kind.HEADER, "x-user"),
                        new HashSource(HashSource.Kind.COOKIE, "session"));
    }

    @Test
    void numbersOfBalancersAreChecked() {
        assertRefused("hash.key", "body:x", "which is no part of a request");
        assertRefused("hash.key", "heade:x", "did you mean header?");
        assertRefused("hash.key", "cookie", "which does not say which one");
        assertRefused("hash.key", "path:/x", "there is only one path");
        assertRefused("hash.balance-factor", "50", "leaves room for fewer calls");
        assertRefused("hash.table-size", "65536", "which is no prime");
        assertRefused("hash.max-ring-size", "1000", "is below hash.min-ring-size 1024");
        assertRefused("orca.update-period", "10ms", "less than 100ms");
        assertRefused("least-request.choices", "1", "2 to 16");
        assertRefused("balancer", "least-requests", "least-request");
    }

    private static void assertRefused(String key, String text, String why) {
        assertThatThrownBy(() -> ServiceConfig.of(
                        "orders",
                        orders -> orders.endpoints("a:1").balancer("ring-hash").set(key, text)))
                .as(key)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(why);
    }
}

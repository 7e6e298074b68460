package io.meshclient.samples.shop.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

/** Every balancer, option of health and of surviving failure is set as an application sets it, and seen in its actuator. */
final class PoliciesTest {
    private static final String DEFAULTS = "mesh.client.defaults.";
    private static final int PAGES = 40;

    private final List<HttpServer> servers = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer orders = start(200);
    private final HttpServer inventory = start(200);
    private ConfigurableApplicationContext application;
    private RestClient storefront;

    private HttpServer start(int status) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            byte[] body = "{\"service\":\"any\",\"id\":7,\"instance\":\"any\"}".getBytes(StandardCharsets.UTF_8);
            server.createContext("/", exchange -> {
                boolean check = exchange.getRequestMethod().equals("HEAD");
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.getResponseHeaders()
                        .set("endpoint-load-metrics", "TEXT application_utilization=0.3,rps_fractional=10");
                exchange.sendResponseHeaders(status, check ? -1 : body.length);
                if (!check) {
                    exchange.getResponseBody().write(body);
                }
                exchange.close();
            });
            server.setExecutor(threads);
            server.start();
            servers.add(server);
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String key(HttpServer server) {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private void open(String ordersEndpoints, String... properties) {
        List<String> arguments = new ArrayList<>(List.of(properties));
        arguments.add("--spring.profiles.active=static");
        arguments.add("--shop.orders=" + ordersEndpoints);
        arguments.add("--shop.inventory=" + key(inventory));
        application = SpringApplication.run(Storefront.class, arguments.toArray(String[]::new));
        String port = application.getEnvironment().getRequiredProperty("local.server.port");
        storefront = RestClient.create("http://127.0.0.1:" + port);
    }

    @AfterEach
    void close() {
        if (application != null) {
            application.close();
        }
        servers.forEach(server -> server.stop(0));
        threads.shutdownNow();
    }

    private void callPage() {
        assertThat(storefront.get().uri("/items/7").retrieve().body(String.class))
                .contains("\"id\":7");
    }

    private JsonNode view() {
        return storefront.get().uri("/actuator/mesh/orders").retrieve().body(JsonNode.class);
    }

    private static JsonNode endpoint(JsonNode view, HttpServer server) {
        for (JsonNode endpoint : view.at("/endpoints")) {
            if (endpoint.at("/key").asString().equals(key(server))) {
                return endpoint;
            }
        }
        throw new AssertionError("no " + key(server) + " in " + view);
    }

    /** Calls until it is so; a rule that never comes true fails the test. */
    private JsonNode callUntil(HttpServer server, Predicate<JsonNode> so) {
        JsonNode seen = endpoint(view(), server);
        for (int page = 0; page < PAGES && !so.test(seen); page++) {
            callPage();
            seen = endpoint(view(), server);
        }
        assertThat(so.test(seen)).as("after %d pages: %s", PAGES, seen).isTrue();
        return seen;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"peak-ewma", "round-robin", "random", "least-request", "ring-hash", "maglev", "orca", "prequal"})
    void everyBalancerIsSetByItsProperty(String balancer) {
        HttpServer second = start(200);
        open(
                key(orders) + "," + key(second),
                "--" + DEFAULTS + "balancer=" + balancer,
                "--" + DEFAULTS + "hash.key=path");
        callPage();
        JsonNode view = view();
        assertThat(view.at("/policy/balancer/text").asString()).isEqualTo(balancer);
        assertThat(view.at("/policy/balancer/origin").asString()).contains(DEFAULTS + "balancer");
        assertThat(List.of(endpoint(view, orders), endpoint(view, second)))
                .allSatisfy(each -> {
                    assertThat(each.at("/state").asString()).isEqualTo("available");
                    assertThat(each.at("/endpoint/weight").asInt()).isEqualTo(1);
                    assertThat(each.at("/inFlight").asInt()).isZero();
                })
                .anySatisfy(
                        each -> assertThat(each.at("/ewmaMillis").asDouble()).isPositive());
    }

    @ParameterizedTest
    @CsvSource({
        "policies, (least-request|hash|orca|prequal|outlier|health-check|slow-start)\\..*",
        "survival, (retry|hedge|deadline|breaker|limit|admission|rate-limit)\\..*|[a-z-]+-timeout[a-z-]*|max-concurrent-calls"
    })
    void everyOptionIsSeenWithItsOrigin(String file, Pattern options) throws IOException {
        String name = file + ".properties";
        open(key(orders), "--spring.config.import=classpath:" + name);
        callPage();
        JsonNode policy = view().at("/policy");
        Map<String, String> set = inFile(name);
        Set<String> known = new TreeSet<>();
        for (Iterator<String> names = policy.propertyNames().iterator(); names.hasNext(); ) {
            String option = names.next();
            if (options.matcher(option).matches()) {
                known.add(option);
            }
        }
        assertThat(set.keySet()).isEqualTo(known);
        set.forEach((option, value) -> {
            assertThat(policy.get(option).at("/text").asString()).as(option).isEqualTo(value);
            assertThat(policy.get(option).at("/origin").asString()).as(option).contains(name);
        });
    }

    private static Map<String, String> inFile(String file) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = PoliciesTest.class.getResourceAsStream("/" + file)) {
            properties.load(in);
        }
        Map<String, String> values = new TreeMap<>();
        properties.forEach((name, value) -> values.put(((String) name).substring(DEFAULTS.length()), (String) value));
        return values;
    }

    @Test
    void anEjectedEndpointSaysWhyAndUntilWhen() {
        HttpServer failing = start(503);
        open(key(orders) + "," + key(failing), "--" + DEFAULTS + "balancer=round-robin");
        JsonNode ejected =
                callUntil(failing, seen -> seen.at("/state").asString().equals("ejected"));
        assertThat(ejected.at("/ejectedWhy").asString()).isNotEmpty();
        assertThat(ejected.at("/ejectedForMillis").asLong()).isBetween(20_000L, 31_000L);
        assertThat(endpoint(view(), orders).at("/state").asString()).isEqualTo("available");
    }

    @Test
    void aCheckedEndpointSaysWhatItsCheckFound() {
        HttpServer failing = start(503);
        open(
                key(orders) + "," + key(failing),
                "--" + DEFAULTS + "health-check.type=http",
                "--" + DEFAULTS + "health-check.initial-spread=1ms",
                "--" + DEFAULTS + "health-check.method=HEAD");
        JsonNode checked =
                callUntil(failing, seen -> seen.at("/state").asString().equals("unhealthy"));
        assertThat(checked.at("/lastCheck").asString()).contains("503");
        assertThat(endpoint(view(), orders).at("/lastCheck").asString()).contains("200");
    }
}

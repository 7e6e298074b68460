package io.meshclient.discovery.eureka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.testkit.DiscoveryContract;
import io.meshclient.discovery.testkit.Fact;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.endpoint.Health;
import io.meshclient.endpoint.Locality;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract, and what else there is to say, over Eureka's own server. */
class EurekaContractIT extends DiscoveryContract {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Map<String, EndpointSet> REGISTERED = new HashMap<>();

    private static EurekaProcess server;
    private static EurekaRest rest;
    private static Front front;

    @BeforeAll
    static void start() throws IOException {
        server = new EurekaProcess().start();
        rest = new EurekaRest(server.url());
        front = new Front(EurekaContractIT::ask);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        front.close();
        server.close();
    }

    private static String ask(String path) throws IOException {
        Request request = new Request.Builder()
                .url(server.url() + path)
                .header("Accept", "application/json")
                .build();
        try (Response response = EurekaRest.CLIENT.newCall(request).execute()) {
            return response.body().string();
        }
    }

    private static EurekaDiscovery.Builder builder() {
        return EurekaDiscovery.builder().urls(front.url()).interval(Duration.ofMillis(100));
    }

    @Override
    protected Discovery create() {
        return builder().runtime(runtime()).build();
    }

    @Override
    protected void publish(String target, EndpointSet set) throws IOException {
        List<Endpoint> old = REGISTERED.getOrDefault(target, EndpointSet.EMPTY).endpoints();
        front.atOnce(() -> {
            for (Endpoint endpoint : old) {
                if (!set.endpoints().contains(endpoint)) {
                    rest.cancel(target, endpoint.host(), endpoint.port());
                }
            }
            for (Endpoint endpoint : set.endpoints()) {
                if (!old.contains(endpoint)) {
                    rest.register(
                            target,
                            endpoint.host(),
                            endpoint.port(),
                            FakeRegistry.status(endpoint),
                            false,
                            FakeRegistry.metadata(endpoint));
                }
            }
        });
        REGISTERED.put(target, set);
    }

    @Override
    protected boolean breakSource() {
        front.fail();
        return true;
    }

    @Override
    protected Set<Fact> facts() {
        return EnumSet.complementOf(EnumSet.of(Fact.PRIORITY, Fact.SUB_ZONE, Fact.DEGRADED));
    }

    /** Each is a request. */
    @Override
    protected int most() {
        return 0;
    }

    @Override
    protected boolean isNobodys(Thread thread) {
        return super.isNobodys(thread) || thread.getName().startsWith("front");
    }

    @Test
    void everyFactOfAnInstanceIsCarriedAndEveryStatusArrives() throws IOException {
        Map<String, String> metadata = Map.of("zone", "eu-1a", "weight", "7", "build", "42");
        rest.register("facts", "10.0.1.1", 8080, "UP", true, metadata);
        Recorder heard = new Recorder();
        try (Discovery discovery = builder().region("eu-1").secure(true).build()) {
            discovery.subscribe("vip:facts", heard);
            Endpoint endpoint = Endpoint.builder("10.0.1.1", 8443)
                    .weight(7)
                    .locality(new Locality("eu-1", "eu-1a", ""))
                    .health(Health.HEALTHY)
                    .metadata(metadata)
                    .build();
            awaitLast(heard, EndpointSet.of(List.of(endpoint)));

            for (String status : List.of("OUT_OF_SERVICE", "DOWN", "UNKNOWN", "UP")) {
                rest.status("facts", "10.0.1.1", 8080, status);
                Endpoint changed = endpoint.toBuilder()
                        .health(InstanceStatus.of(status).health())
                        .build();
                awaitLast(heard, EndpointSet.of(List.of(changed)));
            }
            rest.status("facts", "10.0.1.1", 8080, "STARTING");
            awaitLast(heard, EndpointSet.EMPTY);
            rest.cancel("facts", "10.0.1.1", 8080);
        }
        assertThat(heard.failures).isEmpty();
    }

    @Test
    void differencesOfTheRealServerAddUp() throws IOException {
        Recorder heard = new Recorder();
        try (Discovery discovery = builder().build()) {
            front.asked.clear();
            discovery.subscribe("sums", heard);
            await().atMost(PATIENCE).until(() -> !heard.sets.isEmpty());
            for (int port = 1; port <= 20; port++) {
                rest.register("sums", "10.0.2.1", port);
                int last = port;
                await().atMost(PATIENCE).until(() -> ports(heard).contains(last));
            }
            front.atOnce(() -> {
                for (int port = 1; port <= 20; port++) {
                    rest.cancel("sums", "10.0.2.1", port);
                }
            });
            awaitLast(heard, EndpointSet.EMPTY);
        }
        System.out.printf(
                "40 changes of a real registry: %s%n",
                Map.of("whole", asked("/apps"), "differences", asked("/apps/delta")));
        assertThat(asked("/apps")).as("fetches of the whole").isLessThan(5);
        assertThat(asked("/apps/delta")).isGreaterThanOrEqualTo(20);
    }

    private static long asked(String path) {
        return front.asked.stream().filter(path::equals).count();
    }

    private static List<Integer> ports(Recorder heard) {
        List<List<Integer>> all = heard.ports();
        return all.get(all.size() - 1);
    }

    private static void awaitLast(Recorder heard, EndpointSet set) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(heard.sets)
                        .isNotEmpty()
                        .last()
                        .satisfies(last -> assertThat(last.endpoints()).isEqualTo(set.endpoints())));
    }
}

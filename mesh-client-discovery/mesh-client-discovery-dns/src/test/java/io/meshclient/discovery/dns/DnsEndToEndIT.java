package io.meshclient.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.EndpointView;
import io.meshclient.Mesh;
import io.meshclient.ServiceView;
import io.meshclient.policy.Parsers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A mesh over dnsmasq with times to live of a second: GETs at a steady rate while instances register, deregister and are
 * killed, and while dnsmasq is away ({@code -Dmesh.discovery.outage=30s} is longer, {@code -Dmesh.discovery.rate=500} more).
 */
@NeedsDnsmasq
final class DnsEndToEndIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Dnsmasq dnsmasq = new Dnsmasq(1);
    private final List<Instance> started = new ArrayList<>();
    private final List<Instance> registered = new ArrayList<>();

    DnsEndToEndIT() throws IOException {}

    @AfterEach
    void end() throws IOException {
        started.forEach(Instance::close);
        dnsmasq.close();
    }

    @Test
    void losesNoCall() throws Exception {
        Instance first = start(2, 0);
        Instance leaving = start(3, first.port());
        Instance killed = start(4, first.port());
        register(first, leaving, killed);
        Duration outage = Parsers.duration(System.getProperty("mesh.discovery.outage", "8s"));
        int rate = Integer.getInteger("mesh.discovery.rate", 200);
        try (Mesh mesh = Mesh.builder()
                .properties(Map.of(
                        "mesh.client.services.orders.discovery",
                        "dns",
                        "mesh.client.services.orders.discovery-target",
                        "dns:///orders.mesh.test:" + first.port(),
                        "mesh.client.discovery.dns.servers",
                        dnsmasq.address(),
                        "mesh.client.discovery.dns.min-ttl",
                        "1s"))
                .build()) {
            OkHttpClient client = new OkHttpClient();
            awaitEndpoints(mesh, first, leaving, killed);
            SteadyLoad load = new SteadyLoad(mesh.wrap(client), rate);
            try (load) {
                pause();
                Instance third = start(5, first.port());
                print("a new instance", register(third), third);
                leave(mesh, leaving);
                killed.close();
                pause();
                deregister(killed);
                awaitEndpoints(mesh, first, third);

                dnsmasq.kill();
                await().atMost(PATIENCE).until(() -> orders(mesh).lastError() != null);
                pause(outage);
                awaitEndpoints(mesh, first, third); // nothing is taken away
                dnsmasq.startAgain();
                await().atMost(PATIENCE).until(() -> orders(mesh).lastError() == null);

                Instance last = start(6, first.port());
                print("a new instance after dnsmasq was away for " + outage.toSeconds() + " s", register(last), last);
                leave(mesh, third);
                pause();
            }
            System.out.printf(
                    "dns end to end: %d calls at %d a second, %d lost, by instance %s%n",
                    load.done(),
                    rate,
                    load.lost().size(),
                    started.stream().map(Instance::calls).toList());
            assertThat(load.lost()).isEmpty();
            assertThat(load.done()).isGreaterThan(rate * outage.toSeconds());
        }
    }

    private Instance start(int n, int port) throws IOException {
        Instance instance = new Instance(n, port);
        started.add(instance);
        return instance;
    }

    /** Says when. */
    private long register(Instance... instances) throws Exception {
        registered.addAll(List.of(instances));
        return publish();
    }

    private void deregister(Instance instance) throws Exception {
        registered.remove(instance);
        publish();
    }

    private long publish() throws Exception {
        long now = System.nanoTime();
        dnsmasq.addresses(
                "orders.mesh.test", registered.stream().map(Instance::host).toArray(String[]::new));
        return now;
    }

    /** Goes as a well-behaved instance does: it deregisters, and ends when nobody calls it any more. */
    private void leave(Mesh mesh, Instance instance) throws Exception {
        deregister(instance);
        awaitEndpoints(mesh, registered.toArray(Instance[]::new));
        instance.close();
    }

    private static void print(String what, long registeredNanos, Instance instance) {
        await().atMost(PATIENCE).until(() -> instance.firstCallNanos() != 0);
        System.out.printf(
                "dns end to end: %s had its first call %d ms after it was registered (TTL 1 s)%n",
                what, (instance.firstCallNanos() - registeredNanos) / 1_000_000);
    }

    private static void awaitEndpoints(Mesh mesh, Instance... instances) {
        List<String> keys = new ArrayList<>();
        for (Instance instance : instances) {
            keys.add(instance.key());
        }
        await().atMost(PATIENCE)
                .until(() -> orders(mesh).endpoints().stream()
                        .map(EndpointView::key)
                        .sorted()
                        .toList()
                        .equals(keys.stream().sorted().toList()));
    }

    private static ServiceView orders(Mesh mesh) {
        return mesh.view().service("orders");
    }

    private static void pause() {
        pause(PAUSE);
    }

    /** Lets the load run. */
    private static void pause(Duration time) {
        long begin = System.nanoTime();
        await().atMost(time.plus(PATIENCE)).until(() -> System.nanoTime() - begin > time.toNanos());
    }
}

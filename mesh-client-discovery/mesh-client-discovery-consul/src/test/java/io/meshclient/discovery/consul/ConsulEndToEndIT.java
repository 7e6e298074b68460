package io.meshclient.discovery.consul;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.EndpointView;
import io.meshclient.Mesh;
import io.meshclient.ServiceView;
import io.meshclient.policy.Parsers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Calls through a mesh while a real Consul registers, drains and forgets instances, is killed and comes back. How long it
 * is away: {@code -Dmesh.discovery.outage=30s}; how many calls a second: {@code -Dmesh.discovery.rate=500}.
 */
@NeedsConsul
class ConsulEndToEndIT {

    private static final Duration OUTAGE = Parsers.duration(System.getProperty("mesh.discovery.outage", "8s"));
    private static final int RATE = Integer.getInteger("mesh.discovery.rate", 200);

    @TempDir
    Path directory;

    private final List<Instance> instances = new ArrayList<>();
    private ConsulServer consul;
    private Mesh mesh;

    @BeforeEach
    void start() {
        consul = ConsulServer.start(directory);
    }

    @AfterEach
    void close() {
        if (mesh != null) {
            mesh.close();
        }
        instances.forEach(Instance::close);
        consul.close();
    }

    @Test
    void noCallIsLostWhateverHappens() throws Exception {
        Instance one = registered("one");
        Instance two = registered("two");
        openMesh(2);
        try (Load load = new Load(mesh.wrap(new OkHttpClient()), "http://orders/items/7", RATE)) {
            load.pass(RATE);
            newInstanceIsCalled(load, "three", "while Consul works");
            drained(load, two);
            killed(load, one);
            away(load);
            newInstanceIsCalled(load, "four", "after Consul was away for " + OUTAGE.toSeconds() + " s");
            assertNothingLost(load);
        }
    }

    /** Its empty list is held back by the guard until the instances have registered again. */
    @Test
    void noCallIsLostWhenConsulForgetsEverything() throws Exception {
        Instance one = registered("one");
        registered("two");
        openMesh(2);
        try (Load load = new Load(mesh.wrap(new OkHttpClient()), "http://orders/items/7", RATE)) {
            load.pass(RATE);
            consul.forget();
            await().atMost(Recorder.PATIENCE).until(() -> service().lastError() == null);
            load.pass(RATE);
            assertThat(keys()).hasSize(2);
            register(one);
            await().atMost(Recorder.PATIENCE).until(() -> keys().equals(List.of(one.key())));
            load.pass(RATE);
            assertNothingLost(load);
        }
    }

    private void openMesh(int endpoints) {
        mesh = Mesh.builder()
                .properties(Map.of(
                        "mesh.client.discovery.consul.url",
                        consul.url(),
                        "mesh.client.services.orders.discovery",
                        "consul"))
                .build();
        await().atMost(Recorder.PATIENCE).until(() -> keys().size() == endpoints);
    }

    private static void assertNothingLost(Load load) throws InterruptedException {
        load.close();
        System.out.printf(
                "end to end: %,d calls at %d/s, %d lost%n",
                load.calls(), RATE, load.lost().size());
        assertThat(load.lost()).as("lost of %s calls", load.calls()).isEmpty();
    }

    private Instance registered(String name) {
        Instance instance = new Instance(name);
        instances.add(instance);
        register(instance);
        return instance;
    }

    private void register(Instance instance) {
        consul.put(
                "/v1/agent/service/register",
                "{\"ID\":\"" + instance.name() + "\",\"Name\":\"orders\",\"Address\":\"127.0.0.1\",\"Port\":"
                        + instance.port() + "}");
    }

    private void newInstanceIsCalled(Load load, String name, String when) {
        long begin = System.nanoTime();
        Instance instance = registered(name);
        Duration delay = load.firstAnswerOf(instance, begin);
        System.out.printf("end to end: registration to first answer %d ms, %s%n", delay.toMillis(), when);
        assertThat(delay).isLessThan(Duration.ofSeconds(10));
    }

    /** In maintenance it gets no more calls, is not forgotten, and gets calls again afterwards. */
    private void drained(Load load, Instance instance) {
        consul.put("/v1/agent/service/maintenance/" + instance.name() + "?enable=true", "");
        await().atMost(Recorder.PATIENCE).until(() -> stateOf(instance).equals("draining"));
        await().atMost(Recorder.PATIENCE)
                .until(() -> service().endpoint(instance.key()).inFlight() == 0);
        int before = load.answersOf(instance);
        load.pass(RATE);
        assertThat(load.answersOf(instance) - before).as("calls while draining").isLessThanOrEqualTo(1);
        consul.put("/v1/agent/service/maintenance/" + instance.name() + "?enable=false", "");
        await().atMost(Recorder.PATIENCE).until(() -> load.answersOf(instance) > before + 5);
    }

    /** It dies first, and Consul is told afterwards. */
    private void killed(Load load, Instance instance) {
        instance.close();
        load.pass(RATE);
        consul.put("/v1/agent/service/deregister/" + instance.name(), "");
        await().atMost(Recorder.PATIENCE).until(() -> !keys().contains(instance.key()));
        load.pass(RATE);
    }

    private void away(Load load) {
        List<String> before = keys();
        consul.kill();
        long begin = System.nanoTime();
        await().atMost(Recorder.PATIENCE).until(() -> service().lastError() != null);
        assertThat(requireNonNull(service().lastError())).contains("Consul at " + consul.url());
        await().atMost(OUTAGE.plusSeconds(20)).until(() -> System.nanoTime() - begin > OUTAGE.toNanos());
        assertThat(keys()).isEqualTo(before);
        consul.startAgain();
        await().atMost(Recorder.PATIENCE).until(() -> service().lastError() == null);
        assertThat(keys()).isEqualTo(before);
        load.pass(RATE);
    }

    private ServiceView service() {
        return mesh.view().service("orders");
    }

    private List<String> keys() {
        return service().endpoints().stream().map(EndpointView::key).sorted().toList();
    }

    private String stateOf(Instance instance) {
        return service().endpoint(instance.key()).state();
    }
}

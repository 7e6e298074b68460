package io.meshclient.discovery.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.EndpointView;
import io.meshclient.Mesh;
import io.meshclient.ServiceView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls through a mesh during what only Consul does: maintenance mode, and the loss of all its data. */
@NeedsConsul
class ConsulEventsIT {

    private static final int RATE = 200;

    @TempDir
    Path directory;

    private final List<Instance> instances = new ArrayList<>();
    private ConsulServer consul;
    private Mesh mesh;
    private Instance one;
    private Instance two;

    @BeforeEach
    void start() {
        consul = ConsulServer.start(directory);
        one = registered("one");
        two = registered("two");
        mesh = Mesh.builder()
                .properties(Map.of(
                        "mesh.client.discovery.consul.url",
                        consul.url(),
                        "mesh.client.services.orders.discovery",
                        "consul"))
                .build();
        await().atMost(Recorder.PATIENCE).until(() -> keys().size() == 2);
    }

    @AfterEach
    void close() {
        if (mesh != null) {
            mesh.close();
        }
        instances.forEach(Instance::close);
        consul.close();
    }

    private Instance registered(String name) {
        Instance instance = new Instance(name);
        instances.add(instance);
        register(instance);
        return instance;
    }

    private void register(Instance instance) {
        consul.register("orders", instance.name(), "127.0.0.1", instance.port());
    }

    /** It gets no more calls, is not forgotten, and gets calls again afterwards. */
    @Test
    void noCallIsLostWhileAnInstanceIsInMaintenance() throws Exception {
        try (Load load = new Load(mesh.wrap(new OkHttpClient()), "http://orders/items/7", RATE)) {
            load.pass(RATE);
            consul.put("/v1/agent/service/maintenance/two?enable=true", "");
            await().atMost(Recorder.PATIENCE)
                    .until(() -> service().endpoint(two.key()).state().equals("draining"));
            await().atMost(Recorder.PATIENCE)
                    .until(() -> service().endpoint(two.key()).inFlight() == 0);
            int before = load.answersOf(two);
            load.pass(RATE);
            assertThat(load.answersOf(two) - before).as("calls while draining").isLessThanOrEqualTo(1);
            consul.put("/v1/agent/service/maintenance/two?enable=false", "");
            await().atMost(Recorder.PATIENCE).until(() -> load.answersOf(two) > before + 5);
            assertNothingLost(load);
        }
    }

    /** Its empty list is held back by the guard until the instances have registered again. */
    @Test
    void noCallIsLostWhenConsulForgetsEverything() throws Exception {
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

    private static void assertNothingLost(Load load) throws InterruptedException {
        load.close();
        assertThat(load.lost()).as("lost of %s calls", load.calls()).isEmpty();
    }

    private ServiceView service() {
        return mesh.view().service("orders");
    }

    private List<String> keys() {
        return service().endpoints().stream().map(EndpointView::key).sorted().toList();
    }
}

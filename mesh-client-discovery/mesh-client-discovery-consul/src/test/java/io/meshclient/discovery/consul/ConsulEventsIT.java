package io.meshclient.discovery.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.EndpointView;
import io.meshclient.Mesh;
import io.meshclient.ServiceView;
import io.meshclient.discovery.testkit.Instance;
import io.meshclient.discovery.testkit.NeedsProgram;
import io.meshclient.discovery.testkit.Traffic;
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
@NeedsProgram("consul")
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
        one = registered();
        two = registered();
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

    private Instance registered() {
        Instance instance = new Instance();
        instances.add(instance);
        register(instance);
        return instance;
    }

    private void register(Instance instance) {
        consul.register("orders", id(instance), "127.0.0.1", instance.port());
    }

    /** It gets no more calls, is not forgotten, and gets calls again afterwards. */
    @Test
    void noCallIsLostWhileAnInstanceIsInMaintenance() throws Exception {
        try (Traffic load = new Traffic(mesh.wrap(new OkHttpClient()), RATE)) {
            pass(load);
            consul.put("/v1/agent/service/maintenance/" + id(two) + "?enable=true", "");
            await().atMost(Recorder.PATIENCE)
                    .until(() -> service().endpoint(two.key()).state().equals("draining"));
            await().atMost(Recorder.PATIENCE)
                    .until(() -> service().endpoint(two.key()).inFlight() == 0);
            long before = two.calls();
            pass(load);
            assertThat(two.calls() - before).as("calls while draining").isLessThanOrEqualTo(1);
            consul.put("/v1/agent/service/maintenance/" + id(two) + "?enable=false", "");
            await().atMost(Recorder.PATIENCE).until(() -> two.calls() > before + 5);
            assertNothingLost(load);
        }
    }

    /** Its empty list is held back by the guard until the instances have registered again. */
    @Test
    void noCallIsLostWhenConsulForgetsEverything() throws Exception {
        try (Traffic load = new Traffic(mesh.wrap(new OkHttpClient()), RATE)) {
            pass(load);
            consul.forget();
            await().atMost(Recorder.PATIENCE).until(() -> service().lastError() == null);
            pass(load);
            assertThat(keys()).hasSize(2);
            register(one);
            await().atMost(Recorder.PATIENCE).until(() -> keys().equals(List.of(one.key())));
            pass(load);
            assertNothingLost(load);
        }
    }

    private static String id(Instance instance) {
        return "orders-" + instance.port();
    }

    /** Lets a second of it pass. */
    private static void pass(Traffic load) {
        long until = load.calls() + RATE;
        await().atMost(Recorder.PATIENCE).until(() -> load.calls() >= until);
    }

    private static void assertNothingLost(Traffic load) {
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

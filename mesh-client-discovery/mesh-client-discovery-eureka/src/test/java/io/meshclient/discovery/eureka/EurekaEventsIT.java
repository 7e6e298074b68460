package io.meshclient.discovery.eureka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.Mesh;
import io.meshclient.ServiceView;
import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.testkit.Instance;
import io.meshclient.discovery.testkit.Traffic;
import io.meshclient.endpoint.EndpointSet;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import okhttp3.OkHttpClient;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls through a mesh during what is Eureka's own: an instance out of service, and a server that comes back empty. */
class EurekaEventsIT {

    private static final int RATE = 200;
    private static final Duration STEADY = Duration.ofSeconds(2);
    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<Instance> instances = new ArrayList<>();
    private final OkHttpClient plain = new OkHttpClient();
    private EurekaProcess eureka;
    private Registrar registrar;
    private Mesh mesh;

    @BeforeEach
    void start() throws IOException {
        eureka = new EurekaProcess().start();
        registrar = new Registrar(new EurekaRest(eureka.url()));
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (mesh != null) {
            mesh.close();
        }
        registrar.close();
        instances.forEach(Instance::close);
        eureka.close();
        plain.dispatcher().executorService().shutdown();
        plain.connectionPool().evictAll();
    }

    @Test
    void noCallIsLostWhileAnInstanceDrainsAndTheServerComesBackEmpty() throws Exception {
        added();
        added();
        added();
        mesh = Mesh.builder()
                .properties(Map.of(
                        "mesh.client.discovery.eureka.urls",
                        eureka.url(),
                        "mesh.client.discovery.eureka.interval",
                        INTERVAL.toMillis() + "ms",
                        "mesh.client.services.orders.discovery",
                        "eureka"))
                .build();
        until("the first endpoints").until(() -> endpoints() == 3);
        Traffic load = new Traffic(mesh.wrap(plain), RATE);
        pass(STEADY);
        String outage = isAwayAndComesBackEmpty();
        Duration found = found();
        pass(STEADY);
        load.close();

        System.out.printf(
                "%d calls, %d lost, %d retries; %s; first call on a new instance %d ms after it began to register%n",
                load.calls(), load.lost().size(), load.retries(), outage, found.toMillis());
        assertThat(load.lost()).isEmpty();
    }

    private Instance added() throws IOException {
        Instance instance = new Instance();
        instances.add(instance);
        registrar.add(instance.port());
        return instance;
    }

    /** From before it registers to its first call. */
    private Duration found() throws IOException {
        long begin = System.nanoTime();
        Instance instance = added();
        until("a call on a new instance").until(() -> instance.calls() > 0);
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private String isAwayAndComesBackEmpty() throws Exception {
        int before = endpoints();
        long begin = System.nanoTime();
        eureka.kill();
        until("the outage is seen").until(() -> view().lastError() != null);
        pass(STEADY);
        assertThat(endpoints()).as("endpoints while the registry is away").isEqualTo(before);
        registrar.silent(true);
        eureka.start();
        Duration away = Duration.ofNanos(System.nanoTime() - begin);
        Recorder heard = new Recorder();
        try (Discovery other = EurekaDiscovery.builder().urls(eureka.url()).build()) {
            other.subscribe("orders", heard);
            until("what the restarted server says").until(() -> !heard.sets.isEmpty());
        }
        assertThat(heard.sets).as("it says that there is nothing").containsExactly(EndpointSet.EMPTY);
        until("the registry is back").until(() -> view().lastError() == null);
        pass(STEADY);
        assertThat(endpoints()).as("endpoints while the registry is empty").isEqualTo(before);
        registrar.silent(false);
        return "registry away for %.1f s, then empty, with %d endpoints kept".formatted(away.toMillis() / 1e3, before);
    }

    private ServiceView view() {
        return mesh.view().service("orders");
    }

    private int endpoints() {
        return view().endpoints().size();
    }

    private static ConditionFactory until(String what) {
        return await(what).pollInterval(Duration.ofMillis(5)).atMost(PATIENCE);
    }

    private static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}

package io.meshclient.benchmarks.micro.discovery;

import io.meshclient.Mesh;
import io.meshclient.discovery.Discovery;
import io.meshclient.samples.registries.Member;
import io.meshclient.samples.registries.Membership;
import io.meshclient.samples.registries.Registry;
import io.meshclient.time.MeshRuntime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import okhttp3.OkHttpClient;

/** How long it takes from the registration of an instance with a real registry to the first call on it. */
final class FirstCall {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);
    /** So that no two changes follow each other in step with whoever looks once a second, or faster than Consul is asked. */
    private static final double LEAST_PAUSE_SECONDS = 2;

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Random random = new Random(42);
    private final Registry registry;
    private final Mesh mesh;

    private FirstCall(Registry registry, Mesh mesh) {
        this.registry = registry;
        this.mesh = mesh;
    }

    /**
     * Milliseconds, one value for each change.
     *
     * @throws io.meshclient.samples.registries.MissingServerException if the registry is not on this machine
     */
    static List<Double> of(Adapter adapter, Path directory, int changes) throws Exception {
        OkHttpClient plain = new OkHttpClient();
        try (Registry registry = adapter.kind().orElseThrow().on(directory)) {
            registry.start();
            try (MeshRuntime runtime = MeshRuntime.system();
                    Discovery discovery = adapter.discovery(registry.address(), runtime);
                    Mesh mesh = Mesh.builder()
                            .discovery("bench", discovery)
                            .service(
                                    "orders",
                                    orders -> orders.discovery("bench").discoveryTarget(adapter.target()))
                            .build()) {
                return new FirstCall(registry, mesh).changes(changes, mesh.wrap(plain));
            }
        } finally {
            plain.dispatcher().executorService().shutdown();
            plain.connectionPool().evictAll();
        }
    }

    private List<Double> changes(int changes, OkHttpClient client) throws Exception {
        List<Double> millis = new ArrayList<>();
        try (Instance old = new Instance()) {
            Membership stays = registry.membershipOf(new Member("orders", "orders-0", old.port()));
            stays.keep();
            await("the first endpoint", () -> knows(old));
            try (Calls calls = Calls.begin(client)) {
                for (int change = 1; change <= changes; change++) {
                    pause();
                    stays.keep();
                    millis.add(change(change));
                }
            }
        }
        return millis;
    }

    private double change(int number) throws Exception {
        try (Instance added = new Instance()) {
            Membership membership = registry.membershipOf(new Member("orders", "orders-" + number, added.port()));
            long begun = System.nanoTime();
            membership.keep();
            await("a call on the new instance", () -> added.firstCallNanos() != 0);
            double millis = (added.firstCallNanos() - begun) / 1e6;
            membership.leave();
            await("the new instance's end", () -> !knows(added));
            return millis;
        }
    }

    private boolean knows(Instance instance) {
        return mesh.view().service("orders").endpoints().stream()
                .anyMatch(endpoint -> endpoint.key().endsWith(":" + instance.port()));
    }

    private void pause() {
        long end = System.nanoTime() + (long) (1e9 * (LEAST_PAUSE_SECONDS + random.nextDouble()));
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException(what + " did not come within 60 s");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}

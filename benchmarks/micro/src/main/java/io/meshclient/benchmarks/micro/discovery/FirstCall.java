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
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Random random = new Random(42);
    private final Registry registry;
    private final Mesh mesh;
    private final Effort effort;

    private FirstCall(Registry registry, Mesh mesh, Effort effort) {
        this.registry = registry;
        this.mesh = mesh;
        this.effort = effort;
    }

    /**
     * Milliseconds, one value for each change.
     *
     * @throws io.meshclient.samples.registries.MissingServerException if the registry is not on this machine
     */
    static List<Double> of(Adapter adapter, Path directory, Effort effort) throws Exception {
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
                return new FirstCall(registry, mesh, effort).changes(mesh.wrap(plain));
            }
        } finally {
            plain.dispatcher().executorService().shutdown();
            plain.connectionPool().evictAll();
        }
    }

    private List<Double> changes(OkHttpClient client) throws Exception {
        List<Double> millis = new ArrayList<>();
        try (Instance old = new Instance()) {
            Membership stays = registry.membershipOf(new Member("orders", "orders-0", old.port()));
            stays.keep();
            await("the first endpoint", () -> knows(old));
            try (Calls calls = Calls.begin(client)) {
                for (int change = 1; change <= effort.changes(); change++) {
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
        long end = System.nanoTime() + effort.leastPauseNanos() + (long) (random.nextDouble() * SECOND);
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

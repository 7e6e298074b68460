package io.meshclient.benchmarks.micro.discovery;

import io.meshclient.Mesh;
import io.meshclient.discovery.Discovery;
import io.meshclient.time.MeshRuntime;
import java.lang.ref.Reference;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What an endpoint keeps of the heap in a mesh that has it from a registry: the discovery's own memory, and the mesh's. */
final class HeapCost {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private HeapCost() {}

    /** Bytes for each endpoint. */
    static double of(Adapter adapter, int endpoints) throws Exception {
        // the first loads classes and fills caches; it stays, or it would count as freed
        try (Source small = adapter.source(Math.min(endpoints, 10));
                Meshed first = Meshed.with(small, Math.min(endpoints, 10));
                Source source = adapter.source(endpoints)) {
            long before = used();
            try (Meshed measured = Meshed.with(source, endpoints)) {
                long after = used();
                Reference.reachabilityFence(measured);
                Reference.reachabilityFence(first);
                return (double) (after - before) / endpoints;
            }
        }
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc(); // once is not enough for what waits for a reference queue
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private record Meshed(Mesh mesh, Discovery discovery, MeshRuntime runtime) implements AutoCloseable {
        static Meshed with(Source source, int endpoints) {
            MeshRuntime runtime = MeshRuntime.system();
            Discovery discovery = source.discovery(runtime);
            Mesh mesh = Mesh.builder()
                    .discovery("bench", discovery)
                    .service("orders", orders -> orders.discovery("bench").discoveryTarget(source.target()))
                    .build();
            long end = System.nanoTime() + LIMIT_NANOS;
            while (mesh.view().service("orders").endpoints().size() != endpoints) {
                if (System.nanoTime() - end > 0) {
                    throw new IllegalStateException("the mesh did not get its endpoints: "
                            + mesh.view().service("orders").lastError());
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
            return new Meshed(mesh, discovery, runtime);
        }

        @Override
        public void close() {
            mesh.close();
            discovery.close();
            runtime.close();
        }
    }
}

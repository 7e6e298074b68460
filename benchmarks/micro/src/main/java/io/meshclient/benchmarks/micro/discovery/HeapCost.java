package io.meshclient.benchmarks.micro.discovery;

import io.meshclient.Mesh;
import io.meshclient.discovery.Discovery;
import io.meshclient.time.MeshRuntime;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What an endpoint keeps of the heap in a mesh that has it from a registry: the discovery's own memory, and the mesh's. */
final class HeapCost {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private HeapCost() {}

    /** Bytes for each endpoint, in a JVM of its own: what others left behind would be collected in the middle. */
    static double inOwnJvm(Adapter adapter, int endpoints) throws IOException, InterruptedException {
        Process jvm = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms512m",
                        "-Xmx512m",
                        "-Dslf4j.internal.verbosity=ERROR",
                        "-Dregistries.classpath=" + System.getProperty("registries.classpath", ""),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HeapCost.class.getName(),
                        adapter.name(),
                        Integer.toString(endpoints)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = jvm.inputReader()) {
            String line = said.readLine();
            if (line == null || jvm.waitFor() != 0) {
                throw new IOException("the heap of " + adapter.label() + " was not measured: " + line);
            }
            return Double.parseDouble(line);
        }
    }

    /** Arguments: adapter, number of endpoints. Prints bytes for each endpoint. */
    public static void main(String[] arguments) throws Exception {
        System.out.println(of(Adapter.valueOf(arguments[0]), Integer.parseInt(arguments[1])));
        System.exit(0);
    }

    private static double of(Adapter adapter, int endpoints) throws Exception {
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

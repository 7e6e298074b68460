package io.meshclient.benchmarks.micro;

import io.meshclient.cluster.Cluster;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.observe.MeshObserver;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.time.MeshRuntime;
import java.io.IOException;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/**
 * What an endpoint keeps of the heap: what is in use after a collection, with some thousands of endpoints less without
 * them. In the JVM that runs the benchmarks, before they begin.
 */
final class Retained {
    private static final int FEW = 100;
    private static final int MANY = 10_000;
    private static final String ROW = "| %-42s | %12s | %12s |%n";

    /** Bytes that an endpoint may keep which nobody has called. */
    static final int MOST_KNOWN = 300;

    /** Bytes that an endpoint may keep which has been called, connections left out. */
    static final int MOST_USED = 1_500;

    private Retained() {}

    static double ofKnown() throws Exception {
        return perEndpoint(Retained::known);
    }

    static double ofUsed() throws Exception {
        return perEndpoint(Retained::used);
    }

    static void print() throws Exception {
        System.out.printf(ROW, "retained heap per endpoint", "bytes", "at most");
        System.out.printf(ROW, "---", "--:", "--:");
        row("known (address, state, place in the picker)", MOST_KNOWN, ofKnown());
        row("in use: called once, without connections", MOST_USED, ofUsed());
    }

    private static void row(String what, int budget, double bytes) {
        System.out.printf(
                Locale.ROOT,
                ROW,
                what,
                String.format(Locale.ROOT, "%,.0f", bytes),
                String.format(Locale.ROOT, "%,d", budget));
    }

    /** Something that holds so many endpoints. */
    private interface Holding {
        AutoCloseable of(int endpoints) throws Exception;
    }

    private static double perEndpoint(Holding holding) throws Exception {
        try (AutoCloseable first =
                holding.of(FEW)) { // loads classes and fills caches; held, or it would count as freed
            long before = usedHeap();
            try (AutoCloseable measured = holding.of(MANY)) {
                long after = usedHeap();
                Reference.reachabilityFence(measured);
                Reference.reachabilityFence(first);
                return (double) (after - before) / MANY;
            }
        }
    }

    private static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc(); // once is not enough for what waits for its finaliser or a reference queue
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static AutoCloseable known(int count) {
        MeshRuntime runtime = MeshRuntime.system();
        Cluster cluster = new Cluster(
                ServiceConfig.of("bench", service -> service.endpoints("127.0.0.1:8080")),
                runtime,
                new MeshObserver() {},
                gone -> {});
        EndpointSet set = EndpointSet.of(endpoints(count));
        cluster.update(set);
        return () -> {
            Reference.reachabilityFence(set); // the source keeps the last good one
            cluster.remove();
            runtime.close();
        };
    }

    private static AutoCloseable used(int count) throws IOException {
        EndpointSet set = EndpointSet.of(endpoints(count));
        ShortCircuitMesh mesh = ShortCircuitMesh.inTurn(set);
        OkHttpClient client = mesh.client();
        Request request = new Request.Builder().url("http://bench/").build();
        for (int call = 0; call < count; call++) {
            Answer.consume(client.newCall(request).execute());
        }
        return () -> {
            Reference.reachabilityFence(set);
            Reference.reachabilityFence(client);
            mesh.close();
        };
    }

    private static List<Endpoint> endpoints(int count) {
        List<Endpoint> endpoints = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            endpoints.add(Endpoint.parse("10.%d.%d.%d:8080".formatted(i >> 16, (i >> 8) & 255, i & 255)));
        }
        return endpoints;
    }
}

package io.meshclient.benchmarks.faults.trial;

import io.meshclient.Mesh;
import io.meshclient.MeshBuilder;
import io.meshclient.outcome.CallReport;
import io.meshclient.policy.ServiceConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** A mesh with one service, {@code orders}, all of whose settings are the defaults but for what is said here. */
public final class Stand implements AutoCloseable {

    public static final String SERVICE = "orders";

    private final Mesh mesh;
    private final OkHttpClient plain;
    private final OkHttpClient client;

    private Stand(Mesh mesh, OkHttpClient plain) {
        this.mesh = mesh;
        this.plain = plain;
        client = mesh.wrap(plain);
    }

    /** A mesh around a plain client, which is closed with it. */
    public static Stand of(OkHttpClient plain, List<String> endpoints, Consumer<ServiceConfig.Builder> edit) {
        return of(plain, endpoints, mesh -> {}, edit);
    }

    /** The same with settings of the mesh as a whole. */
    public static Stand of(
            OkHttpClient plain,
            List<String> endpoints,
            Consumer<MeshBuilder> mesh,
            Consumer<ServiceConfig.Builder> edit) {
        MeshBuilder builder = Mesh.builder().service(SERVICE, orders -> {
            orders.endpoints(endpoints.toArray(String[]::new));
            edit.accept(orders);
        });
        mesh.accept(builder);
        return new Stand(builder.build(), plain);
    }

    public Mesh mesh() {
        return mesh;
    }

    public OkHttpClient client() {
        return client;
    }

    /** What most faults ask for: a GET. */
    public static Request request(String scheme) {
        return new Request.Builder().url(scheme + "://" + SERVICE + "/items/7").build();
    }

    /** A call, its body read to the end. */
    public Seen call(Request request) {
        long start = System.nanoTime();
        Response response;
        try {
            response = client.newCall(request).execute();
        } catch (IOException e) {
            return new Seen(0, "", e, CallReport.of(e), System.nanoTime() - start);
        }
        try (response) {
            String body = response.body().string();
            return new Seen(response.code(), body, null, Mesh.reportOf(response), System.nanoTime() - start);
        } catch (IOException e) {
            return new Seen(response.code(), "", e, Mesh.reportOf(response), System.nanoTime() - start);
        }
    }

    /** Many of the same, from several threads in a closed loop; each is told when it is over, by the thread that made it. */
    public void calls(Request request, int count, int callers, Consumer<Seen> told) throws InterruptedException {
        AtomicInteger left = new AtomicInteger(count);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            threads.add(new Thread(
                    () -> {
                        while (left.getAndDecrement() > 0) {
                            told.accept(call(request));
                        }
                    },
                    "faults-caller"));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** The same, remembered. */
    public List<Seen> calls(Request request, int count, int callers) throws InterruptedException {
        Queue<Seen> seen = new ConcurrentLinkedQueue<>();
        calls(request, count, callers, seen::add);
        return List.copyOf(seen);
    }

    @Override
    public void close() {
        mesh.close();
        plain.dispatcher().executorService().shutdown();
        plain.connectionPool().evictAll();
    }
}

package io.meshclient.benchmarks.faults.trial;

import io.meshclient.Mesh;
import io.meshclient.policy.ServiceConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
        return new Stand(
                Mesh.builder()
                        .service(SERVICE, orders -> {
                            orders.endpoints(endpoints.toArray(String[]::new));
                            edit.accept(orders);
                        })
                        .build(),
                plain);
    }

    public Mesh mesh() {
        return mesh;
    }

    public OkHttpClient client() {
        return client;
    }

    /** A GET, its body read to the end. */
    public Seen get() {
        return get("http");
    }

    public Seen get(String scheme) {
        return call(
                new Request.Builder().url(scheme + "://" + SERVICE + "/items/7").build());
    }

    /** A call, its body read to the end. */
    public Seen call(Request request) {
        long start = System.nanoTime();
        Response response;
        try {
            response = client.newCall(request).execute();
        } catch (IOException e) {
            return new Seen(0, "", e, io.meshclient.outcome.CallReport.of(e), System.nanoTime() - start);
        }
        try (response) {
            String body = response.body().string();
            return new Seen(response.code(), body, null, Mesh.reportOf(response), System.nanoTime() - start);
        } catch (IOException e) {
            return new Seen(response.code(), "", e, Mesh.reportOf(response), System.nanoTime() - start);
        }
    }

    /** Many of the same, from several threads in a closed loop. */
    public List<Seen> calls(Request request, int count, int callers) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            List<Future<Seen>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                running.add(threads.submit(() -> call(request)));
            }
            List<Seen> seen = new ArrayList<>();
            for (Future<Seen> each : running) {
                seen.add(each.get());
            }
            return seen;
        } catch (ExecutionException e) {
            throw new IllegalStateException("A call ended with what no caller expects", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    @Override
    public void close() {
        mesh.close();
        plain.dispatcher().executorService().shutdown();
        plain.connectionPool().evictAll();
    }
}

package io.meshclient.benchmarks.micro.discovery;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** One caller that calls every two milliseconds or so. */
final class Calls implements AutoCloseable {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final Request CALL =
            new Request.Builder().url("http://orders/items/7").build();

    private final OkHttpClient client;
    private volatile boolean ended;

    private Calls(OkHttpClient client) {
        this.client = client;
    }

    static Calls begin(OkHttpClient client) {
        Calls calls = new Calls(client);
        Thread thread = new Thread(calls::run, "calls");
        thread.setDaemon(true);
        thread.start();
        return calls;
    }

    private void run() {
        while (!ended) {
            try (Response response = client.newCall(CALL).execute()) {
                LockSupport.parkNanos(PAUSE_NANOS + response.code());
            } catch (IOException e) {
                // whether calls are lost is the tests' question
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    @Override
    public void close() {
        ended = true;
    }
}

package io.meshclient.discovery.kubernetes.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** A {@link CrudApiServer} in a JVM of its own, which can be killed, and started again on the same port. */
final class CrudProcess implements AutoCloseable {

    private final int port;
    private final OkHttpClient client = new OkHttpClient();
    private final ApiObjects objects;
    private Process process;

    CrudProcess() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        objects = new ApiObjects(client, url(), "default");
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    ApiObjects objects() {
        return objects;
    }

    boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** Starts it, with the objects that it had before. */
    CrudProcess start() throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                CrudApiServer.class.getName(),
                String.valueOf(port));
        process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        await("the API server").atMost(Duration.ofSeconds(60)).until(objects::isThere);
        objects.createAll();
        try (Response opened = client.newCall(
                        new Request.Builder().url(url() + CrudApiServer.OPEN).build())
                .execute()) {
            assertThat(opened.code()).isEqualTo(200);
        }
        return this;
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            kill();
        }
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}

package io.meshclient.samples.shop;

import io.meshclient.samples.shop.instance.InstanceServer;
import io.meshclient.samples.shop.instance.Mood;
import io.meshclient.samples.shop.process.ChildJvm;
import io.meshclient.samples.shop.process.Children;
import io.meshclient.samples.shop.process.JvmSpec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** One instance of a service as the script sees it: a process that comes and goes on a port that stays. */
final class Instance {
    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final HttpClient CONTROL = HttpClient.newHttpClient();
    /** Small and quick to start; answers leave at once instead of waiting for the other side's acknowledgement. */
    private static final List<String> FLAGS = List.of(
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx32m",
            "-Xss256k",
            "-Dsun.net.httpserver.nodelay=true");

    private final Service service;
    private final String name;
    private final int port;
    private final Children children;
    private ChildJvm process;

    private Instance(Service service, int number, int port, Children children) throws IOException {
        this.service = service;
        this.name = service.host() + "-" + number;
        this.port = port;
        this.children = children;
        this.process = launch();
    }

    static Instance launch(Service service, int number, int port, Children children) throws IOException {
        return new Instance(service, number, port, children);
    }

    Service service() {
        return service;
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    String url() {
        return "http://127.0.0.1:" + port + "/";
    }

    void awaitReady() throws IOException, InterruptedException {
        process.await("ready", START_LIMIT);
    }

    void set(Mood mood) throws IOException, InterruptedException {
        URI uri = URI.create(url() + "trouble/" + mood.name().toLowerCase(Locale.ROOT));
        HttpRequest request =
                HttpRequest.newBuilder(uri).PUT(BodyPublishers.noBody()).build();
        int status = CONTROL.send(request, BodyHandlers.discarding()).statusCode();
        if (status != 200) {
            throw new IOException(name + " answered " + status + " to " + uri);
        }
    }

    void kill() throws InterruptedException {
        process.kill();
    }

    void start() throws IOException, InterruptedException {
        process = launch();
        awaitReady();
    }

    void restart() throws IOException, InterruptedException {
        process.end();
        start();
    }

    private ChildJvm launch() throws IOException {
        return children.start(
                JvmSpec.bare(name, InstanceServer.class, FLAGS, List.of(service.host(), name, Integer.toString(port))));
    }
}

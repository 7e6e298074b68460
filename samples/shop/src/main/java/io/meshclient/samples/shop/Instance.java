package io.meshclient.samples.shop;

import io.meshclient.samples.shop.Registry.Identity;
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

    private final JvmSpec spec;
    private final Identity identity;
    private final Children children;
    private ChildJvm process;

    private Instance(JvmSpec spec, Identity identity, Children children) throws IOException {
        this.spec = spec;
        this.identity = identity;
        this.children = children;
        this.process = children.start(spec);
    }

    /** Starts an instance; it is not ready yet. */
    static Instance launch(JvmSpec spec, Identity identity, Children children) throws IOException {
        return new Instance(spec, identity, children);
    }

    /** An instance that no registry knows. */
    static JvmSpec bare(Identity identity) {
        List<String> arguments = List.of(identity.service().host(), identity.name(), Integer.toString(identity.port()));
        return JvmSpec.bare(identity.name(), InstanceServer.class, JvmSpec.SMALL, arguments);
    }

    Identity identity() {
        return identity;
    }

    Service service() {
        return identity.service();
    }

    String name() {
        return identity.name();
    }

    int port() {
        return identity.port();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/";
    }

    void awaitReady() throws IOException, InterruptedException {
        process.await("ready", START_LIMIT);
    }

    /** Waits until somebody asks it for an item, and says whether that happened in this time. */
    boolean isCalled(Duration limit) throws IOException, InterruptedException {
        return process.says(InstanceServer.CALLED, limit);
    }

    void set(Mood mood) throws IOException, InterruptedException {
        URI uri = URI.create(url() + "trouble/" + mood.name().toLowerCase(Locale.ROOT));
        HttpRequest request =
                HttpRequest.newBuilder(uri).PUT(BodyPublishers.noBody()).build();
        int status = CONTROL.send(request, BodyHandlers.discarding()).statusCode();
        if (status != 200) {
            throw new IOException(name() + " answered " + status + " to " + uri);
        }
    }

    void kill() throws InterruptedException {
        process.kill();
    }

    void start() throws IOException, InterruptedException {
        process = children.start(spec);
        awaitReady();
    }

    void restart() throws IOException, InterruptedException {
        process.end();
        start();
    }
}

package io.meshclient.samples.registries;

import io.meshclient.samples.registries.server.EurekaServerMain;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Spring Cloud's Eureka server. It keeps everything in memory, and has forgotten all when it comes back. */
final class Eureka implements Registry {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String classPath;
    private final Path directory;
    private final int port;
    private @Nullable GuardedProcess process;

    Eureka(String classPath, Path directory) throws IOException {
        this.classPath = classPath;
        this.directory = directory;
        this.port = Ports.free();
    }

    @Override
    public void start() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(JavaCommand.of(EurekaServerMain.class, classPath));
        command.addAll(List.of("--server.address=127.0.0.1", "--server.port=" + port, "--spring.main.banner-mode=off"));
        command.addAll(List.of("--eureka.client.register-with-eureka=false", "--eureka.client.fetch-registry=false"));
        // else answers are up to 30 s old
        command.add("--eureka.server.use-read-only-response-cache=false");
        command.add("--eureka.server.response-cache-auto-expiration-in-seconds=1");
        GuardedProcess started = GuardedProcess.start(command, directory);
        process = started;
        Rest rest = new Rest(address());
        started.await(() -> rest.send("GET", "/apps", "") == 200, PATIENCE);
    }

    @Override
    public void kill() throws IOException, InterruptedException {
        if (process != null) {
            process.kill();
            process = null;
        }
    }

    @Override
    public String address() {
        return "http://127.0.0.1:" + port + "/eureka";
    }

    @Override
    public Membership membershipOf(Member member) {
        return new EurekaMembership(address(), member);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        kill();
    }
}

package io.meshclient.samples.shop;

import io.meshclient.samples.shop.load.Recording;
import io.meshclient.samples.shop.process.ChildJvm;
import io.meshclient.samples.shop.process.Children;
import io.meshclient.samples.shop.process.JvmSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** One of the two client processes. */
final class Contender {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration REST = Duration.ofSeconds(40);

    private final ChildJvm process;
    private final Path directory;
    private String url = "";

    private Contender(ChildJvm process, Path directory) {
        this.process = process;
        this.directory = directory;
    }

    /** Starts the main class with its directory for the recording as the first argument. */
    static Contender launch(String name, Class<?> main, List<String> arguments, Start start) throws IOException {
        Path directory = start.directory().resolve("shop").resolve(name);
        JvmSpec spec = JvmSpec.client(name, main, List.of("-Xshare:auto", "-Xmx256m"), arguments(directory, arguments));
        return new Contender(start.children().start(spec), directory);
    }

    private static List<String> arguments(Path directory, List<String> more) {
        return Stream.concat(Stream.of(directory.toString()), more.stream()).toList();
    }

    /** Where processes start and where their files go. */
    record Start(Children children, Path directory) {}

    void awaitReady() throws IOException, InterruptedException {
        url = process.await("ready", START_LIMIT);
    }

    /** What the process said that its URL is; empty if it has none. */
    String url() {
        return url;
    }

    void go(long epochMillis, Plan plan) throws IOException {
        process.tell("start " + epochMillis + " " + plan.toLine());
    }

    /** Ends the load before its time. */
    void enough() throws IOException {
        process.tell("enough");
    }

    /** Waits for the end of the calls, which is at most some seconds after the script's end. */
    Recording recording() throws IOException, InterruptedException {
        process.await("done", REST);
        return Recording.read(directory);
    }
}

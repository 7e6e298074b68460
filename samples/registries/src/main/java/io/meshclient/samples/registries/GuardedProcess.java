package io.meshclient.samples.registries;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server that cannot outlive this JVM: a guard beside it waits for the end of a pipe that the JVM holds open, and kills
 * it then. Closing the pipe is also how it is killed on purpose.
 */
final class GuardedProcess {
    private static final String GUARDED = """
            exec 3<&0
            "$@" 3<&- </dev/null & server=$!
            (read -r end <&3; kill -9 $server) 2>/dev/null & guard=$!
            exec 3<&-
            wait $server
            kill $guard 2>/dev/null
            """;

    private static final int END_SECONDS = 10;
    private static final long LOOK_MILLIS = 25;

    private final Process process;
    private final Path log;

    private GuardedProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts the command in the directory, where its output goes to a log. */
    static GuardedProcess start(List<String> command, Path directory) throws IOException {
        List<String> guarded = new ArrayList<>(List.of("sh", "-c", GUARDED, "sh"));
        guarded.addAll(command);
        Path log = directory.resolve("output.log");
        Process process = new ProcessBuilder(guarded)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new GuardedProcess(process, log);
    }

    /** Something that is not so as long as a server is not up. */
    interface Probe {
        boolean isUp() throws IOException;
    }

    void await(Probe probe, Duration limit) throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!isUp(probe)) {
            if (!process.isAlive()) {
                throw new IOException("a registry's server ended at its start; its output is in " + log);
            }
            if (System.nanoTime() - end > 0) {
                kill();
                throw new IOException(
                        "a registry's server was not up after " + limit.toSeconds() + " s; its output is in " + log);
            }
            // returns at once if the server ends
            process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private static boolean isUp(Probe probe) {
        try {
            return probe.isUp();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** SIGKILL, and waits for the end. */
    void kill() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("a registry's server does not end; its output is in " + log);
        }
    }
}

package io.meshclient.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A server that cannot outlive this JVM, not even if the JVM is killed: a guard beside it waits for the end of a pipe that
 * the JVM holds open, and then ends the server. A shutdown hook would not run then.
 */
final class ServerProcess implements AutoCloseable {

    /** The shell stays the server's parent, so no process id is used again before the guard is gone. */
    private static final String GUARDED = """
            exec 3<&0
            "$@" 3<&- </dev/null & server=$!
            (read -r end <&3; kill $server) 2>/dev/null & guard=$!
            exec 3<&-
            wait $server; status=$?
            kill $guard 2>/dev/null
            exit $status
            """;

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int TAIL_LINES = 15;

    private final String name;
    private final Path log;
    private final Process process;

    private ServerProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /** Output goes to {@code output.log} in the directory, behind what is there. */
    static ServerProcess start(String name, List<String> command, Path directory) {
        List<String> guarded = new ArrayList<>(List.of("sh", "-c", GUARDED, "sh"));
        guarded.addAll(command);
        Path log = directory.resolve("output.log");
        try {
            Process process = new ProcessBuilder(guarded)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return new ServerProcess(name, log, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it is up; one that ends before, or needs too long, is ended and told with its last lines. */
    ServerProcess awaitUp(BooleanSupplier isUp) {
        await("was not up after " + PATIENCE.toSeconds() + " s", () -> !process.isAlive() || isUp.getAsBoolean());
        if (!process.isAlive()) {
            throw new IllegalStateException(name + " ended at its start with status " + process.exitValue() + tail());
        }
        return this;
    }

    void awaitEnd() {
        await("did not end within " + PATIENCE.toSeconds() + " s", () -> !process.isAlive());
    }

    private void await(String otherwise, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                kill();
                throw new IllegalStateException(name + " " + otherwise + tail());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL for the server and its workers at once, as when a machine dies. */
    void kill() {
        List<ProcessHandle> family = process.descendants().toList();
        family.forEach(ProcessHandle::destroyForcibly);
        awaitEndOf(process);
        family.forEach(one -> one.onExit().join());
    }

    private static void awaitEndOf(Process process) {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** The last lines of what the server said, for messages of failures. */
    String tail() {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            List<String> last = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
            return "\n" + name + ", end of " + log + ":\n  " + String.join("\n  ", last);
        } catch (IOException e) {
            return "\n" + name + ", no " + log + ": " + e;
        }
    }

    /** Ends the pipe, so that the guard asks the server to stop; insists after a while. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (IOException e) {
            kill();
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }
}

package io.meshclient.benchmarks.endtoend.stand;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server that cannot outlive the JVM that started it: a guard beside it waits for the end of a pipe that this JVM
 * holds open, or for {@link #LONGEST_LIFE_SECONDS}, and then ends the server, however this JVM came to its end.
 */
final class ServerProcess implements AutoCloseable {
    private static final int LONGEST_LIFE_SECONDS = 7200;
    private static final int STOP_SECONDS = 5;

    /** {@code $$} stays the same across {@code exec}, so the server has the process id that {@link #pid()} gives. */
    private static final String GUARDED = "exec 3<&0; (timeout " + LONGEST_LIFE_SECONDS
            + " cat <&3 >/dev/null; kill $$ 2>/dev/null) & exec \"$@\" 3<&- </dev/null";

    private final Process process;

    private ServerProcess(Process process) {
        this.process = process;
    }

    static ServerProcess start(List<String> command, Path directory, Path log) throws IOException {
        List<String> guarded = new ArrayList<>(List.of("sh", "-c", GUARDED, "sh"));
        guarded.addAll(command);
        Process process = new ProcessBuilder(guarded)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()))
                .start();
        return new ServerProcess(process);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL for the server and its workers at once, as when a machine dies; the guard goes with them. */
    void kill() throws IOException {
        List<ProcessHandle> family = process.descendants().toList();
        process.destroyForcibly();
        family.forEach(ProcessHandle::destroyForcibly);
        close();
    }

    /** Ends the pipe, so that the guard asks the server to stop; insists after {@value #STOP_SECONDS} s. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

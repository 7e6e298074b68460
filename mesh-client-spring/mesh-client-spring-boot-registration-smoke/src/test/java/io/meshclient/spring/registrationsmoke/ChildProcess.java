package io.meshclient.spring.registrationsmoke;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** A program that runs beside the tests and ends with them. */
public final class ChildProcess implements AutoCloseable {

    private static final Path DIRECTORY = Path.of("target", "processes");

    private final Process process;
    private final Path log;

    private ChildProcess(String name, List<String> command) {
        try {
            Files.createDirectories(DIRECTORY);
            log = Files.createTempFile(DIRECTORY, name, ".log");
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A binary; a shell between it and this JVM ends it with us. */
    static ChildProcess ofBinary(String name, List<String> command) {
        List<String> guarded = new ArrayList<>(
                List.of("sh", "-c", "\"$@\" </dev/null & server=$!; read -r end; kill -9 $server; wait $server", "sh"));
        guarded.addAll(command);
        return new ChildProcess(name, guarded);
    }

    /** A class with a main method, on this class path. */
    static ChildProcess ofClass(Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        command.addAll(arguments);
        return new ChildProcess(main.getSimpleName(), command);
    }

    /** For the main methods: whoever started the process is gone when its pipe is. */
    public static void endWithParent() {
        Thread guard = new Thread(ChildProcess::waitForEnd, "guard");
        guard.setDaemon(true);
        guard.start();
    }

    private static void waitForEnd() {
        try {
            while (System.in.read() >= 0) {
                // Nobody writes; the end is what counts.
            }
        } catch (IOException e) {
            // The pipe is gone too.
        }
        Runtime.getRuntime().halt(1);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** At once, as when a machine dies: our own JVMs halt, a binary's shell kills it. */
    void kill() {
        try {
            process.getOutputStream().close();
            process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        kill();
    }

    /** Of those that the kernel does not give to clients, for it may be listened on a second time. */
    static int freePort() {
        while (true) {
            int candidate = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket probe = new ServerSocket(candidate, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            } catch (IOException taken) {
                // The next one.
            }
        }
    }
}

package io.meshclient.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.IncompleteExecutionException;

/**
 * The servers of one test: each has a directory of its own below {@code target/servers}, all are ended after the test,
 * and when it fails the last lines of what they said are part of the message.
 */
final class RealServers implements BeforeEachCallback, AfterEachCallback, TestExecutionExceptionHandler {

    private final Deque<Running> running = new ArrayDeque<>();
    private Path directory = Path.of("target", "servers");

    /** What this rule needs to know of a server. */
    interface Running extends AutoCloseable {
        String tail();

        @Override
        void close();
    }

    Nginx nginx(Site site) {
        return add(new Nginx(RealServer.NGINX.binary(), place("nginx"), site));
    }

    Envoy envoy(EnvoyConfig config) {
        return add(new Envoy(RealServer.ENVOY.binary(), place("envoy"), config));
    }

    <T extends Running> T add(T server) {
        running.push(server);
        return server;
    }

    private Path place(String name) {
        try {
            return Files.createDirectories(directory.resolve(name + "-" + (running.size() + 1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        directory = Path.of(
                        "target",
                        "servers",
                        context.getRequiredTestClass().getSimpleName(),
                        context.getRequiredTestMethod().getName()
                                + context.getUniqueId().hashCode())
                .toAbsolutePath();
        delete(directory);
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> all = Files.walk(directory)) {
                for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        if (failure instanceof IncompleteExecutionException) {
            throw failure; // an assumption, no failure
        }
        StringBuilder message = new StringBuilder(
                failure instanceof AssertionError ? String.valueOf(failure.getMessage()) : failure.toString());
        running.descendingIterator().forEachRemaining(server -> message.append(server.tail()));
        AssertionError told = new AssertionError(message.toString(), failure);
        told.setStackTrace(failure.getStackTrace());
        throw told;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        while (!running.isEmpty()) {
            running.pop().close();
        }
    }
}

package io.meshclient.discovery.file;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.Listener;
import io.meshclient.discovery.Subscription;
import io.meshclient.discovery.WatchedDiscovery;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Endpoints from files that are looked at again and again: YAML or JSON, a list of our own or Prometheus' {@code file_sd}.
 * A file that cannot be read, or that says something else, is a failure; what was read last stays. Safe for use by many
 * threads; it has one daemon thread of its own while it has subscriptions.
 */
public final class FileDiscovery implements Discovery {

    /** Where the target's name is put into a path. */
    public static final String TARGET = "{target}";

    /** How often files are looked at, unless told otherwise. */
    public static final Duration INTERVAL = Duration.ofSeconds(1);

    /** The largest file that is read, unless told otherwise: some 100,000 endpoints. */
    public static final int MAX_BYTES = 8 << 20;

    private final WatchedDiscovery watched;

    private FileDiscovery(String path, Duration interval, int maxBytes) {
        watched = new WatchedDiscovery(new FileSource(path, interval, maxBytes));
    }

    /**
     * Reads one file for all targets, or one for each.
     *
     * @param path a file; {@value #TARGET} in it stands for the target's name
     * @return the discovery
     * @throws IllegalArgumentException if the path is empty
     */
    public static FileDiscovery of(String path) {
        return of(path, INTERVAL, MAX_BYTES);
    }

    /**
     * Reads one file for all targets, or one for each.
     *
     * @param path a file; {@value #TARGET} in it stands for the target's name
     * @param interval how often it is looked at
     * @param maxBytes the largest file that is read
     * @return the discovery
     * @throws IllegalArgumentException if the path is empty
     */
    public static FileDiscovery of(String path, Duration interval, int maxBytes) {
        if (path.isBlank()) {
            throw new IllegalArgumentException(
                    "A file discovery needs a path, such as /etc/mesh/endpoints.yaml or /etc/mesh/" + TARGET
                            + ".yaml: mesh.client.discovery.file.path");
        }
        return new FileDiscovery(path, interval, maxBytes);
    }

    /**
     * The file of a target.
     *
     * @param path with or without {@value #TARGET}
     * @param target a name without path separators
     * @return the file
     * @throws IllegalArgumentException if the name would lead elsewhere
     */
    static Path fileOf(String path, String target) {
        boolean leadsElsewhere = target.contains("/") || target.contains("\\") || target.contains("..");
        if (path.contains(TARGET) && leadsElsewhere) {
            throw new IllegalArgumentException("Target '" + target + "' cannot be part of the path " + path
                    + "; allowed is a name without /, \\ and ..");
        }
        return Path.of(path.replace(TARGET, target));
    }

    @Override
    public Subscription subscribe(String target, Listener listener) {
        return watched.subscribe(target, listener);
    }

    @Override
    public void close() {
        watched.close();
    }
}

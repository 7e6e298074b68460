package io.meshclient.discovery.file;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.DiscoveryProvider;
import io.meshclient.policy.ConfigKey;
import io.meshclient.policy.Parsers;
import io.meshclient.policy.Settings;
import io.meshclient.time.MeshRuntime;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Makes the discovery {@code file} from properties. */
public final class FileDiscoveryProvider implements DiscoveryProvider {

    private static final int LARGEST = 1 << 30;

    private static final ConfigKey<String> PATH = new ConfigKey<>(
            "path",
            "path",
            "",
            "a file; " + FileDiscovery.TARGET + " in it stands for the target's name",
            "The file with the endpoints: one for all services, or one for each",
            "nobody can guess it",
            Function.identity());
    private static final ConfigKey<Duration> INTERVAL = new ConfigKey<>(
            "interval",
            "duration",
            "1s",
            Parsers.POSITIVE_DURATIONS,
            "How often the file is looked at",
            "a look costs two system calls, and also sees what no notification tells of: network file systems, symlinks",
            Parsers::positiveDuration);
    private static final ConfigKey<Integer> MAX_BYTES = new ConfigKey<>(
            "max-bytes",
            "whole number",
            String.valueOf(FileDiscovery.MAX_BYTES),
            "1 to " + LARGEST,
            "The largest file that is read",
            "100,000 endpoints fit; a file that grew by mistake must not take the heap",
            Parsers.integer(1, LARGEST));

    /** For {@link java.util.ServiceLoader}. */
    public FileDiscoveryProvider() {}

    @Override
    public String name() {
        return "file";
    }

    @Override
    public List<ConfigKey<?>> keys() {
        return List.of(PATH, INTERVAL, MAX_BYTES);
    }

    @Override
    public Discovery create(Settings settings, MeshRuntime runtime) {
        return FileDiscovery.of(settings.get(PATH), settings.get(INTERVAL), settings.get(MAX_BYTES));
    }
}

package io.meshclient.discovery.file;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.testkit.DiscoveryContract;
import io.meshclient.endpoint.EndpointSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

/** The contract over one file. */
final class FileDiscoveryTest extends DiscoveryContract {

    @TempDir
    private Path folder;

    @Override
    protected Discovery create() {
        return FileDiscovery.of(folder.resolve("endpoints.yaml").toString(), Duration.ofMillis(5), 1 << 20);
    }

    @Override
    protected void publish(String target, EndpointSet set) throws IOException {
        Lists.replace(folder.resolve("endpoints.yaml"), Lists.yaml(target, set));
    }

    @Override
    protected boolean breakSource() throws IOException {
        Files.delete(folder.resolve("endpoints.yaml"));
        return true;
    }
}

package io.meshclient.discovery.file;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.testkit.BadAnswer;
import io.meshclient.discovery.testkit.DiscoveryContract;
import io.meshclient.discovery.testkit.Fact;
import io.meshclient.endpoint.EndpointSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

/** The contract over one file. */
final class FileDiscoveryTest extends DiscoveryContract {

    private static final int MAX_BYTES = 1 << 20;

    @TempDir
    private Path folder;

    @Override
    protected Discovery create() {
        return FileDiscovery.of(folder.resolve("endpoints.yaml").toString(), Duration.ofMillis(5), MAX_BYTES);
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

    @Override
    protected Set<Fact> facts() {
        return EnumSet.allOf(Fact.class);
    }

    /** A file says what it says at once. */
    @Override
    protected boolean answer(BadAnswer how) throws IOException {
        String bad = switch (how) {
            case MALFORMED -> "<html>a proxy's error page: [1</html>";
            case TRUNCATED -> "{\"orders\": [\"10.0.0.1:80\", \"10.0";
            case WRONG_TYPES -> "{\"orders\": {\"10.0.0.1:80\": 1}}";
            case HUGE -> "{\"orders\": []}" + " ".repeat(MAX_BYTES);
            case TRICKLING, SILENT, REPEATS_THE_SECRET -> "";
        };
        if (!bad.isEmpty()) {
            Lists.replace(folder.resolve("endpoints.yaml"), bad);
        }
        return !bad.isEmpty();
    }
}

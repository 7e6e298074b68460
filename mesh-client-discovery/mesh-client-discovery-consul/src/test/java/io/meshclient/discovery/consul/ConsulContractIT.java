package io.meshclient.discovery.consul;

import io.meshclient.discovery.testkit.NeedsProgram;
import io.meshclient.endpoint.EndpointSet;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a real Consul; it fails by being killed. */
@NeedsProgram("consul")
final class ConsulContractIT extends ConsulContract {

    @TempDir
    static Path directory;

    private static ConsulServer consul;
    private static Catalog catalog;

    @BeforeAll
    static void startConsul() {
        consul = ConsulServer.start(directory);
        catalog = new Catalog(consul);
    }

    @AfterAll
    static void closeConsul() {
        consul.close();
    }

    @Override
    String url() {
        return consul.url();
    }

    @Override
    protected void publish(String target, EndpointSet set) {
        if (!consul.isRunning()) {
            consul.startAgain();
        }
        catalog.write(target, set);
    }

    @Override
    protected boolean breakSource() {
        consul.kill();
        return true;
    }

    /** A transaction has 64 operations at most. */
    @Override
    protected int most() {
        return 0;
    }
}

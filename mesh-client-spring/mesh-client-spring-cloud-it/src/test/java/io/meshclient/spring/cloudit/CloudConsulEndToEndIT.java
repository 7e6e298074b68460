package io.meshclient.spring.cloudit;

import io.meshclient.discovery.consul.ConsulServer;
import io.meshclient.discovery.testkit.NeedsProgram;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Traffic while Spring Cloud's Consul client sees a real Consul register and forget instances, die, and come back. Its
 * watch of the catalog beats a second after a change; that Consul is away shows at the next question.
 */
@NeedsProgram("consul")
class CloudConsulEndToEndIT extends CloudEndToEnd {

    @TempDir
    private Path directory;

    private ConsulServer consul;

    @BeforeEach
    void startConsul() {
        consul = ConsulServer.start(directory);
    }

    @AfterEach
    void closeConsul() {
        consul.close();
    }

    @Override
    ConfigurableApplicationContext application() {
        return CloudApplication.withConsul(consul.url(), Applications.ORDERS);
    }

    @Override
    String interval() {
        return "5s";
    }

    @Override
    protected void register(String host, int port) {
        consul.register("orders", "orders-" + port, host, port);
    }

    @Override
    protected void deregister(String host, int port) {
        consul.put("/v1/agent/service/deregister/orders-" + port, "");
    }

    @Override
    protected void stopSource() {
        consul.kill();
    }

    @Override
    protected void startSource() {
        consul.startAgain();
    }

    @Override
    protected Duration pushDelay() {
        return Duration.ofSeconds(1);
    }
}

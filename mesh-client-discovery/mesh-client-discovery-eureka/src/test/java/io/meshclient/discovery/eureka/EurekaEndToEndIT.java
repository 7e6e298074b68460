package io.meshclient.discovery.eureka;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.testkit.DiscoveryEndToEnd;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Traffic while a real Eureka registers and forgets instances, is killed, and comes back empty until they notice. */
class EurekaEndToEndIT extends DiscoveryEndToEnd {

    private static final Duration INTERVAL = Duration.ofMillis(200);

    private EurekaProcess eureka;
    private Registrar registrar;

    @BeforeEach
    void startEureka() throws IOException {
        eureka = new EurekaProcess().start();
        registrar = new Registrar(new EurekaRest(eureka.url()));
    }

    @AfterEach
    void closeEureka() throws InterruptedException {
        registrar.close();
        eureka.close();
    }

    @Override
    protected Discovery create() {
        return EurekaDiscovery.builder().urls(eureka.url()).interval(INTERVAL).build();
    }

    @Override
    protected void register(String host, int port) throws IOException {
        registrar.add(port);
    }

    @Override
    protected boolean drain(String host, int port) throws IOException {
        registrar.drain(port);
        return true;
    }

    @Override
    protected void deregister(String host, int port) throws IOException {
        registrar.remove(port);
    }

    @Override
    protected void stopSource() throws InterruptedException {
        eureka.kill();
    }

    @Override
    protected void startSource() throws IOException {
        eureka.start();
    }

    @Override
    protected Duration pushDelay() {
        return INTERVAL;
    }
}

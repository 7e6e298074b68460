package io.meshclient.spring.cloudit;

import io.meshclient.discovery.eureka.EurekaProcess;
import io.meshclient.discovery.eureka.EurekaRest;
import io.meshclient.discovery.eureka.Registrar;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Traffic while Spring Cloud's Eureka client sees a real Eureka register and forget instances, die, and come back empty. It
 * fetches once a second and beats after each time; the interval of the discovery plays no part.
 */
class CloudEurekaEndToEndIT extends CloudEndToEnd {

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
    ConfigurableApplicationContext application() {
        return CloudApplication.withEureka(eureka.url(), Applications.ORDERS);
    }

    @Override
    String interval() {
        return "30s";
    }

    @Override
    protected void register(String host, int port) throws IOException {
        registrar.add(port);
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

    /** It answers from its cache. */
    @Override
    protected boolean tellsOutages() {
        return false;
    }

    @Override
    protected Duration pushDelay() {
        return Duration.ofSeconds(1);
    }
}

package io.meshclient.spring.cloudit;

import static io.meshclient.spring.cloudit.Applications.ORDERS;
import static io.meshclient.spring.cloudit.Applications.answers;
import static io.meshclient.spring.cloudit.Applications.assertEnds;
import static io.meshclient.spring.cloudit.Applications.awaitOrders;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.discovery.eureka.EurekaProcess;
import io.meshclient.discovery.eureka.EurekaRest;
import io.meshclient.discovery.eureka.Registrar;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.Locality;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.context.refresh.ContextRefresher;
import org.springframework.cloud.context.scope.refresh.RefreshScope;
import org.springframework.context.ConfigurableApplicationContext;

/** A whole application with Spring Cloud's Eureka client, its load balancer, and a real Eureka. */
class CloudEurekaIT {

    private static EurekaProcess eureka;
    private static EurekaRest rest;

    @BeforeAll
    static void startEureka() throws IOException {
        eureka = new EurekaProcess().start();
        rest = new EurekaRest(eureka.url());
    }

    @AfterAll
    static void closeEureka() throws InterruptedException {
        eureka.close();
    }

    @Test
    void aMeshClientCallsWhatEurekaKnowsAlsoAfterARefresh() throws IOException {
        try (Registrar registrar = new Registrar(rest);
                Instance first = new Instance();
                Instance second = new Instance();
                Instance third = new Instance()) {
            registrar.add(first.port());
            registrar.add(second.port());
            ConfigurableApplicationContext application = CloudApplication.withEureka(eureka.url(), ORDERS);
            awaitOrders(application, first, second);
            assertThat(answers(application, 40)).contains(first.key(), second.key());

            second.close(); // Eureka does not know
            assertThat(answers(application, 40)).containsOnly(first.key());

            application.getBean(ContextRefresher.class).refresh();
            application.getBean(RefreshScope.class).refreshAll(); // Eureka's client is made anew
            assertThat(answers(application, 10)).containsOnly(first.key());
            registrar.remove(second.port());
            registrar.add(third.port());
            awaitOrders(application, first, third);
            assertThat(answers(application, 40)).contains(third.key());
            registrar.remove(first.port());
            registrar.remove(third.port());
            assertEnds(application);
        }
    }

    @Test
    void whatEurekaTellsOfAnInstanceArrives() throws IOException {
        Map<String, String> metadata = Map.of("zone", "eu-1a", "region", "eu-1", "weight", "7");
        try (Instance instance = new Instance()) {
            rest.register("FACTS", "127.0.0.1", instance.port(), "UP", false, metadata);
            try (ConfigurableApplicationContext application = CloudApplication.withEureka(
                    eureka.url(), ORDERS, "--mesh.client.services.orders.discovery-target=facts")) {
                awaitOrders(application, instance);
                Endpoint endpoint = Applications.orders(application).get(0).endpoint();
                assertThat(endpoint.weight()).isEqualTo(7);
                assertThat(endpoint.locality()).isEqualTo(new Locality("eu-1", "eu-1a", ""));
                assertThat(endpoint.metadata())
                        .containsAllEntriesOf(metadata)
                        .containsEntry("spring-cloud.instance-id", instance.key());
                assertThat(answers(application, 3)).containsOnly(instance.key());
            }
        }
    }
}

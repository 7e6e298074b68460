package io.meshclient.spring.cloudit;

import static io.meshclient.spring.cloudit.Applications.ORDERS;
import static io.meshclient.spring.cloudit.Applications.answers;
import static io.meshclient.spring.cloudit.Applications.assertEnds;
import static io.meshclient.spring.cloudit.Applications.awaitOrders;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.discovery.consul.ConsulServer;
import io.meshclient.discovery.testkit.NeedsProgram;
import io.meshclient.endpoint.Endpoint;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.cloud.context.refresh.ContextRefresher;
import org.springframework.cloud.context.scope.refresh.RefreshScope;
import org.springframework.context.ConfigurableApplicationContext;

/** A whole application with Spring Cloud's Consul client, its load balancer, and a real Consul. */
@NeedsProgram("consul")
class CloudConsulIT {

    @TempDir
    static Path directory;

    private static ConsulServer consul;

    @BeforeAll
    static void startConsul() {
        consul = ConsulServer.start(directory);
    }

    @AfterAll
    static void closeConsul() {
        consul.close();
    }

    private static void register(Instance instance, String more) {
        consul.put(
                "/v1/agent/service/register",
                "{\"ID\":\"" + instance.port() + "\",\"Name\":\"orders\",\"Address\":\"127.0.0.1\",\"Port\":"
                        + instance.port() + more + "}");
    }

    @Test
    void aMeshClientCallsWhatConsulKnowsAlsoAfterARefresh() throws IOException {
        try (Instance first = new Instance();
                Instance second = new Instance();
                Instance third = new Instance()) {
            register(first, ",\"Meta\":{\"zone\":\"eu-1a\",\"weight\":\"3\"}");
            register(second, "");
            ConfigurableApplicationContext application = CloudApplication.withConsul(consul.url(), ORDERS);
            awaitOrders(application, first, second);
            assertThat(answers(application, 40)).contains(first.key(), second.key());
            Endpoint endpoint = Applications.orders(application).stream()
                    .filter(view -> view.key().equals(first.key()))
                    .findFirst()
                    .orElseThrow()
                    .endpoint();
            assertThat(endpoint.weight()).isEqualTo(3);
            assertThat(endpoint.locality().zone()).isEqualTo("eu-1a");

            second.close(); // Consul does not know
            assertThat(answers(application, 40)).containsOnly(first.key());

            application.getBean(ContextRefresher.class).refresh();
            application.getBean(RefreshScope.class).refreshAll();
            consul.put("/v1/agent/service/deregister/" + second.port(), "");
            register(third, "");
            awaitOrders(application, first, third);
            assertThat(answers(application, 40)).contains(third.key());
            assertEnds(application);
        }
    }
}

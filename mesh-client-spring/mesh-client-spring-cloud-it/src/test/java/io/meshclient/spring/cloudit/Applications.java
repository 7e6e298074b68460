package io.meshclient.spring.cloudit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.EndpointView;
import io.meshclient.Mesh;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** What is the same in tests of whole applications. */
final class Applications {

    static final String ORDERS = "--mesh.client.services.orders.discovery=spring-cloud";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Applications() {}

    static List<EndpointView> orders(ApplicationContext application) {
        return application.getBean(Mesh.class).view().service("orders").endpoints();
    }

    static void awaitOrders(ApplicationContext application, Instance... instances) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(orders(application))
                        .extracting(EndpointView::key)
                        .containsExactlyInAnyOrderElementsOf(
                                Arrays.stream(instances).map(Instance::key).toList()));
    }

    /** Fails if one of them does. */
    static List<String> answers(ApplicationContext application, int calls) {
        Orders orders = application.getBean(Orders.class);
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            answers.add(orders.item());
        }
        return answers;
    }

    /** Closes it, which is not held up, and none of the threads that ask stays. */
    static void assertEnds(ConfigurableApplicationContext application) {
        long begun = System.nanoTime();
        application.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
        await().atMost(PATIENCE)
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("mesh-client-spring-cloud-")));
    }
}

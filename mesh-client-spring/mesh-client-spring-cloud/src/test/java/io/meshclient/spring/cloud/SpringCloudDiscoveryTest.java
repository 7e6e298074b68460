package io.meshclient.spring.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.EndpointView;
import io.meshclient.Mesh;
import io.meshclient.ServiceView;
import io.meshclient.spring.autoconfigure.MeshAutoConfiguration;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.autoconfigure.RefreshAutoConfiguration;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.composite.reactive.ReactiveCompositeDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.event.HeartbeatEvent;
import org.springframework.cloud.client.discovery.simple.SimpleDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.simple.reactive.SimpleReactiveDiscoveryClientAutoConfiguration;
import org.springframework.cloud.commons.util.UtilAutoConfiguration;
import org.springframework.cloud.context.config.annotation.RefreshScope;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;
import reactor.core.publisher.Flux;

/** Where the endpoints of an application come from. */
@ExtendWith(OutputCaptureExtension.class)
class SpringCloudDiscoveryTest {

    private static final String ORDERS = "mesh.client.services.orders.discovery=spring-cloud";
    private static final String FAST = "mesh.client.discovery.spring-cloud.interval=50ms";
    private static final String LIST =
            "spring.cloud.discovery.client.simple.instances.orders[0].uri=http://10.0.9.9:80";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final FakeRegistry registry = new FakeRegistry().with("orders", "10.0.0.1:80", "10.0.0.2:80");

    private final ApplicationContextRunner bare = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(MeshAutoConfiguration.class, SpringCloudDiscoveryAutoConfiguration.class));

    private final ApplicationContextRunner cloud = bare.withConfiguration(AutoConfigurations.of(
            UtilAutoConfiguration.class,
            CompositeDiscoveryClientAutoConfiguration.class,
            SimpleDiscoveryClientAutoConfiguration.class,
            ReactiveCompositeDiscoveryClientAutoConfiguration.class,
            SimpleReactiveDiscoveryClientAutoConfiguration.class));

    private static ServiceView orders(AssertableApplicationContext context) {
        return context.getBean(Mesh.class).view().service("orders");
    }

    private static void awaitEndpoints(AssertableApplicationContext context, String... keys) {
        assertThat(context).hasNotFailed();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(orders(context).endpoints())
                        .extracting(EndpointView::key)
                        .containsExactlyInAnyOrder(keys));
    }

    private ApplicationContextRunner withBlocking() {
        return cloud.withBean("own", DiscoveryClient.class, registry::blocking);
    }

    @Test
    void aListInSpringCloudsProperties() {
        cloud.withPropertyValues(ORDERS, LIST).run(context -> awaitEndpoints(context, "10.0.9.9:80"));
    }

    @Test
    void anOwnDiscoveryClientByTheDefaultOfAllServices() {
        withBlocking()
                .withPropertyValues(
                        "mesh.client.defaults.discovery=spring-cloud",
                        "mesh.client.services.orders.call-timeout=2s",
                        "mesh.client.services.stock.discovery-target=orders")
                .run(context -> {
                    awaitEndpoints(context, "10.0.0.1:80", "10.0.0.2:80");
                    assertThat(context.getBean(Mesh.class)
                                    .view()
                                    .service("stock")
                                    .endpoints())
                            .hasSize(2);
                    assertThat(registry.asked).as("one watch for one target").hasValue(1);
                });
    }

    @Test
    void ofSeveralClientsTheFirstThatKnowsInstances() {
        FakeRegistry second = new FakeRegistry().with("orders", "10.0.1.1:80");
        FakeRegistry third = new FakeRegistry().with("orders", "10.0.2.1:80");
        registry.with("orders");
        withBlocking()
                .withBean("second", DiscoveryClient.class, second::blocking)
                .withBean("third", DiscoveryClient.class, third::blocking)
                .withPropertyValues(ORDERS)
                .run(context -> awaitEndpoints(context, "10.0.1.1:80"));
    }

    @Test
    void severalClientsWithoutSpringCloudsComposite() {
        registry.with("orders");
        bare.withBean("own", DiscoveryClient.class, registry::blocking)
                .withBean(
                        "second",
                        DiscoveryClient.class,
                        () -> new FakeRegistry().with("orders", "10.0.1.1:80").blocking())
                .withPropertyValues(ORDERS)
                .run(context -> awaitEndpoints(context, "10.0.1.1:80"));
    }

    /** Spring Cloud makes a blocking client over its list in every application. */
    @Test
    void aReactiveClientOfARegistryCountsBeforeABlockingOneOfAList() {
        cloud.withBean("own", ReactiveDiscoveryClient.class, registry::reactive)
                .withPropertyValues(ORDERS, LIST)
                .run(context -> awaitEndpoints(context, "10.0.0.1:80", "10.0.0.2:80"));
    }

    @Test
    void aBlockingClientCountsBeforeAReactiveOne() {
        withBlocking()
                .withBean(
                        "reactive",
                        ReactiveDiscoveryClient.class,
                        () -> new FakeRegistry().with("orders", "10.0.1.1:80").reactive())
                .withPropertyValues(ORDERS)
                .run(context -> awaitEndpoints(context, "10.0.0.1:80", "10.0.0.2:80"));
    }

    @Test
    void onlyAReactiveClient() {
        bare.withBean("own", ReactiveDiscoveryClient.class, registry::reactive)
                .withPropertyValues(ORDERS)
                .run(context -> awaitEndpoints(context, "10.0.0.1:80", "10.0.0.2:80"));
    }

    @Test
    void withoutReactor() {
        bare.withBean("own", DiscoveryClient.class, registry::blocking)
                .withClassLoader(new FilteredClassLoader(Flux.class))
                .withPropertyValues(ORDERS)
                .run(context -> awaitEndpoints(context, "10.0.0.1:80", "10.0.0.2:80"));
    }

    @Test
    void aServiceThatDoesNotNameItAsksNobody() {
        withBlocking()
                .withPropertyValues("mesh.client.services.orders.endpoints=10.0.3.1:80")
                .run(context -> {
                    awaitEndpoints(context, "10.0.3.1:80");
                    context.publishEvent(new HeartbeatEvent("registry", 1));
                    assertThat(registry.asked).hasValue(0);
                    assertThat(ours()).isEmpty();
                });
        bare.withPropertyValues("mesh.client.services.orders.endpoints=10.0.3.1:80")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void withoutAnyClientTheStartFailsAndSaysWhy() {
        bare.withPropertyValues(ORDERS).run(context -> {
            assertThat(context).hasFailed();
            FailureAnalysis analysis = analyze(context.getStartupFailure(), new MockEnvironment());
            assertThat(analysis.getDescription())
                    .contains("needs a bean of type DiscoveryClient or ReactiveDiscoveryClient");
            assertThat(analysis.getAction())
                    .startsWith("Add the registry's starter")
                    .contains("mesh.client.services.<name>.discovery");
            Environment off = new MockEnvironment().withProperty("spring.cloud.discovery.enabled", "false");
            assertThat(analyze(context.getStartupFailure(), off).getAction())
                    .startsWith("Remove spring.cloud.discovery.enabled=false");
        });
    }

    private static FailureAnalysis analyze(Throwable failure, Environment environment) {
        FailureAnalysis analysis = new NoDiscoveryClientFailureAnalyzer(environment).analyze(failure);
        assertThat(analysis).isNotNull();
        return analysis;
    }

    @Test
    void anEmptyListAloneIsWarnedOf(CapturedOutput output) {
        cloud.withPropertyValues(ORDERS).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(output).contains("Is the registry's starter on the class path, and switched on?");
        });
    }

    @Test
    void spellingsOfSpringAreUnderstoodAndWrongKeysEndTheStart() {
        withBlocking()
                .withPropertyValues(ORDERS, "mesh.client.discovery.springCloud.zoneKeys=dc", FAST)
                .run(context -> assertThat(context).hasNotFailed());
        withBlocking()
                .withPropertyValues(ORDERS, "mesh.client.discovery.spring-cloud.intervall=1s")
                .run(context ->
                        assertThat(context).getFailure().rootCause().hasMessageContaining("did you mean interval?"));
    }

    /** Eureka's client is made when it is first asked: not by a thread of ours while others make beans. */
    @Test
    void nobodyIsAskedBeforeAllBeansAreMade() {
        AtomicReference<Integer> askedDuringTheStart = new AtomicReference<>();
        withBlocking()
                .withPropertyValues(ORDERS, FAST)
                .withInitializer(context -> context.addBeanFactoryPostProcessor(
                        factory -> factory.addBeanPostProcessor(new AfterTheMesh(() -> {
                            pause(300);
                            askedDuringTheStart.set(registry.asked.get());
                        }))))
                .run(context -> {
                    awaitEndpoints(context, "10.0.0.1:80", "10.0.0.2:80");
                    assertThat(askedDuringTheStart).hasValue(0);
                });
    }

    private static void pause(long millis) {
        try {
            new CountDownLatch(1).await(millis, java.util.concurrent.TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record AfterTheMesh(Runnable then) implements org.springframework.beans.factory.config.BeanPostProcessor {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            if (bean instanceof Mesh) {
                then.run();
            }
            return bean;
        }
    }

    @Test
    void aHeartbeatBringsAChangeLongBeforeTheInterval() {
        withBlocking().withPropertyValues(ORDERS).run(context -> {
            awaitEndpoints(context, "10.0.0.1:80", "10.0.0.2:80");
            registry.with("orders", "10.0.0.3:80");
            context.publishEvent(new HeartbeatEvent("registry", 1));
            awaitEndpoints(context, "10.0.0.3:80");
            assertThat(registry.asked).hasValue(2);
        });
    }

    @Test
    void whatTheClientThrowsIsAFailureAndTakesNoEndpointAway() {
        withBlocking().withPropertyValues(ORDERS, FAST).run(context -> {
            awaitEndpoints(context, "10.0.0.1:80", "10.0.0.2:80");
            registry.fail();
            await().atMost(PATIENCE).until(() -> orders(context).lastError() != null);
            assertThat(orders(context).lastError()).contains("the registry is away");
            assertThat(orders(context).endpoints()).hasSize(2);
            registry.with("orders", "10.0.0.4:80");
            awaitEndpoints(context, "10.0.0.4:80");
            assertThat(orders(context).lastError()).isNull();
        });
    }

    /** As a client does that answers from a cache which was never filled, or was cleared by an error. */
    @Test
    void aClientThatAnswersAnEmptyListWhenItFailsIsNotBelievedAtOnce() {
        withBlocking()
                .withPropertyValues(ORDERS, FAST, "mesh.client.services.orders.empty-guard=3s")
                .run(context -> {
                    awaitEndpoints(context, "10.0.0.1:80", "10.0.0.2:80");
                    int asked = registry.asked.get();
                    registry.with("orders");
                    await().atMost(PATIENCE).until(() -> registry.asked.get() > asked + 5);
                    assertThat(orders(context).endpoints()).hasSize(2);
                    registry.with("orders", "10.0.0.1:80");
                    awaitEndpoints(context, "10.0.0.1:80");
                    registry.with("orders");
                    awaitEndpoints(context); // after its time it is
                });
    }

    @Test
    void aClientInRefreshScopeMayBeMadeAnew() {
        cloud.withConfiguration(AutoConfigurations.of(RefreshAutoConfiguration.class))
                .withUserConfiguration(Refreshed.class)
                .withPropertyValues(ORDERS, FAST, LIST)
                .run(context -> {
                    awaitEndpoints(context, "10.0.5.1:80");
                    for (int round = 2; round <= 4; round++) {
                        context.getBean(org.springframework.cloud.context.scope.refresh.RefreshScope.class)
                                .refreshAll();
                        awaitEndpoints(context, "10.0.5." + round + ":80");
                    }
                    assertThat(orders(context).lastError()).isNull();
                });
    }

    @Configuration(proxyBeanMethods = false)
    static class Refreshed {
        private static volatile int made;

        @Bean
        @RefreshScope
        DiscoveryClient refreshed() {
            made++;
            return new FakeRegistry().with("orders", "10.0.5." + made + ":80").blocking();
        }
    }

    @Test
    void threadsEndWithTheContextAlsoOfAClientThatHangs() {
        CountDownLatch asked = new CountDownLatch(1);
        Consumer<String> hang = service -> {
            asked.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        cloud.withBean("hanging", DiscoveryClient.class, () -> new Hanging(hang))
                .withPropertyValues(ORDERS)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    asked.await();
                    assertThat(ours()).isNotEmpty().allMatch(Thread::isDaemon);
                    long begun = System.nanoTime();
                    context.close();
                    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
                    await().atMost(PATIENCE).until(() -> ours().isEmpty());
                });
    }

    private record Hanging(Consumer<String> hang) implements DiscoveryClient {
        @Override
        public String description() {
            return "hangs";
        }

        @Override
        public List<ServiceInstance> getInstances(String service) {
            hang.accept(service);
            return List.of();
        }

        @Override
        public List<String> getServices() {
            return List.of();
        }
    }

    private static List<Thread> ours() {
        Thread[] all = new Thread[Thread.activeCount() * 2 + 16];
        int count = Thread.enumerate(all);
        return Arrays.stream(all, 0, count)
                .filter(thread -> thread.getName().startsWith("mesh-client-spring-cloud-"))
                .toList();
    }
}

package io.meshclient.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.EndpointView;
import io.meshclient.Mesh;
import io.meshclient.micrometer.MicrometerMeshObserver;
import io.meshclient.opentelemetry.OpenTelemetryMeshObserver;
import io.meshclient.outcome.MeshRefusedException;
import io.meshclient.spring.MeshClient;
import io.meshclient.spring.MeshOkHttpCustomizer;
import io.meshclient.spring.autoconfigure.app.Orders;
import io.meshclient.spring.autoconfigure.reactive.Catalog;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientPropertiesAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.service.HttpServiceClientAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.registry.ImportHttpServices;
import reactor.core.publisher.Flux;

/** What is there and what is refused, without servers. */
class StartTest {

    private static final String ORDERS = "mesh.client.services.orders.endpoints=127.0.0.1:1";

    private final ApplicationContextRunner plain = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    MeshAutoConfiguration.class,
                    MeshHttpServiceAutoConfiguration.class,
                    MeshMicrometerAutoConfiguration.class,
                    MeshOpenTelemetryAutoConfiguration.class,
                    RestClientAutoConfiguration.class,
                    HttpServiceClientPropertiesAutoConfiguration.class,
                    ImperativeHttpClientAutoConfiguration.class,
                    HttpServiceClientAutoConfiguration.class));

    private final ApplicationContextRunner scanning = plain.withUserConfiguration(Scanned.class);

    @Test
    @DisplayName("Pain 24: child contexts, made at the first request")
    void anInterfaceBecomesABeanAndNoClientIsThereWithoutQualifier() {
        scanning.withPropertyValues(ORDERS).run(context -> {
            assertThat(context).hasNotFailed().hasSingleBean(Orders.class);
            assertThat(context.getBean(Seen.class).withoutQualifier().getIfAvailable())
                    .isNull();
            assertThat(context).doesNotHaveBean(MicrometerMeshObserver.class);
            assertThat(context).doesNotHaveBean(OpenTelemetryMeshObserver.class);
        });
    }

    @Test
    void aRegistryOnTheClassPathIsMadeWithItsProperties() {
        plain.withPropertyValues(
                        "mesh.client.services.orders.discovery=imaginary",
                        "mesh.client.discovery.imaginary.servers=127.0.0.1:1,127.0.0.1:2")
                .run(context -> assertThat(context.getBean(Mesh.class)
                                .view()
                                .service("orders")
                                .endpoints())
                        .extracting(EndpointView::key)
                        .containsExactly("127.0.0.1:1", "127.0.0.1:2"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mesh.client.discovery.imaginary.server=a:1 | did you mean servers? | access-token, servers",
                "mesh.client.discovery.imaginry.servers=a:1 | is its module on the class path? | imaginary, static"
            })
    void aKeyThatNoRegistryReadsEndsTheStart(String property, String question, String allowed) {
        plain.withPropertyValues(ORDERS, property)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining(question)
                        .hasMessageContaining(allowed)
                        .hasMessageNotContaining("a:1"));
    }

    @Test
    void theApplicationsClientIsWrappedAndNotChanged() {
        OkHttpClient own =
                new OkHttpClient.Builder().readTimeout(Duration.ofSeconds(3)).build();
        plain.withPropertyValues(ORDERS)
                .withBean("own", OkHttpClient.class, () -> own)
                .withBean(MeshOkHttpCustomizer.class, () -> builder -> builder.writeTimeout(Duration.ofSeconds(4)))
                .withUserConfiguration(Qualified.class)
                .run(context -> {
                    assertThat(context.getBeanProvider(OkHttpClient.class).getIfUnique())
                            .isSameAs(own);
                    OkHttpClient wrapped = context.getBean(Holder.class).client();
                    assertThat(wrapped.readTimeoutMillis()).isEqualTo(3000);
                    assertThat(wrapped.writeTimeoutMillis()).isEqualTo(4000);
                    assertThat(wrapped.dispatcher()).isSameAs(own.dispatcher());
                    assertThat(own.writeTimeoutMillis()).isEqualTo(10_000);
                });
    }

    @Test
    void theStartersClientHasTheMeshsSettings() {
        plain.withPropertyValues(ORDERS, "mesh.client.defaults.call-timeout=7s")
                .withUserConfiguration(Qualified.class)
                .run(context -> {
                    OkHttpClient wrapped = context.getBean(Holder.class).client();
                    assertThat(wrapped.readTimeoutMillis()).isEqualTo(7000);
                    assertThat(wrapped.dispatcher().getMaxRequests()).isEqualTo(1024);
                    assertThat(wrapped.dispatcher().getMaxRequestsPerHost()).isEqualTo(1024);
                    assertThat(wrapped.pingIntervalMillis()).isEqualTo(10_000);
                });
    }

    @Test
    void observersAreThereWhereTheirBeansAre() {
        plain.withPropertyValues(ORDERS)
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withBean(OpenTelemetry.class, OpenTelemetry::noop)
                .run(context -> assertThat(context)
                        .hasSingleBean(MicrometerMeshObserver.class)
                        .hasSingleBean(OpenTelemetryMeshObserver.class));
    }

    @Test
    void theMeshIsClosedAfterTheBeansThatCallThroughIt() {
        List<Throwable> inDestroy = new ArrayList<>();
        plain.withPropertyValues(ORDERS)
                .withBean(Failures.class, () -> new Failures(inDestroy))
                .withUserConfiguration(CallsInDestroy.class)
                .run(context -> {
                    OkHttpClient client = context.getBean(CallsInDestroy.class).client;
                    context.close();
                    assertThat(inDestroy).singleElement().isNotInstanceOf(MeshRefusedException.class);
                    assertThat(failure(client)).isInstanceOf(MeshRefusedException.class);
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mesh.client.services.orders.balancer=p2c            | mesh.client.services.orders.balancer | p2c | peak-ewma, round-robin, random
            mesh.client.services.orders.endpoints=localhost     | mesh.client.services.orders.endpoints | localhost | host:port
            mesh.client.services.orders.retry.max-retries=-1    | mesh.client.services.orders.retry.max-retries | -1 | 0 to 10
            mesh.client.services.orders.retry.max-retrys=1      | mesh.client.services.orders.retry.max-retrys | did you mean retry.max-retries? | retry.base
            mesh.client.services.orders.call-timeout=2s         | mesh.client.services.orders.endpoints | without endpoints | host:port
            mesh.client.defaultz.retry.max-retries=1            | mesh.client.defaultz.retry.max-retries | does not exist | mesh.client.
            """)
    void whatCannotBeUsedIsExplained(String property, String name, String problem, String allowed) {
        plain.withPropertyValues(property).run(context -> {
            assertThat(context).hasFailed();
            FailureAnalysis analysis = analyze(new MeshConfigFailureAnalyzer(), context.getStartupFailure());
            assertThat(analysis.getDescription())
                    .contains("Property: " + name)
                    .contains("Origin: ")
                    .contains(problem);
            assertThat(analysis.getAction()).contains(allowed);
        });
    }

    @Test
    void anUnknownServiceIsExplained() {
        scanning.withPropertyValues(ORDERS.replace("orders", "stock"), "spring.main.lazy-initialization=false")
                .run(context -> assertDefinition(
                        context.getStartupFailure(),
                        "calls the service 'orders', which is not configured; there are: stock",
                        "mesh.client.services.orders.endpoints"));
    }

    @Test
    void twoCopiesOfOkHttpAreExplained(@TempDir Path directory) throws IOException {
        Path older = directory.resolve("okhttp-4.12.0.jar");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(older))) {
            jar.putNextEntry(new JarEntry("okhttp3/OkHttpClient.class"));
            jar.write(0);
        }
        try (URLClassLoader both =
                new URLClassLoader(new URL[] {older.toUri().toURL()}, getClass().getClassLoader())) {
            plain.withPropertyValues(ORDERS)
                    .withClassLoader(both)
                    .run(context -> assertDefinition(
                            context.getStartupFailure(),
                            "OkHttp is on the class path 2 times: okhttp-jvm-",
                            "Import the BOM io.meshclient:mesh-client"));
        }
    }

    @Test
    void aPlaceholderWithoutValueIsExplained() {
        plain.withUserConfiguration(WithPlaceholder.class)
                .withPropertyValues("orders.name=${nowhere}", ORDERS)
                .run(context -> assertDefinition(
                        context.getStartupFailure(), "has a placeholder without a value", "Set the property"));
    }

    @Test
    void aTypeInAnotherGroupIsExplained() {
        scanning.withUserConfiguration(InAnotherGroup.class)
                .withPropertyValues(ORDERS)
                .run(context -> assertDefinition(
                        context.getStartupFailure(),
                        "is also in the HTTP service group 'other'",
                        "Remove one of the two"));
    }

    @Test
    void aReactiveInterfaceWithoutWebClientIsExplained() {
        plain.withUserConfiguration(WithReactive.class)
                .withClassLoader(new FilteredClassLoader("org.springframework.boot.webclient"))
                .withPropertyValues("mesh.client.services.catalog.endpoints=127.0.0.1:1")
                .run(context -> assertDefinition(
                        context.getStartupFailure(),
                        "returns a Mono; reactive return types need a WebClient",
                        "Add org.springframework.boot:spring-boot-starter-webclient"));
    }

    @Test
    void aReactiveInterfaceInAGroupOfRestClientsIsExplained() {
        plain.withUserConfiguration(OfReactiveGroup.class)
                .withPropertyValues("mesh.client.services.stock.endpoints=127.0.0.1:1")
                .run(context -> assertDefinition(
                        context.getStartupFailure(),
                        "ReactiveStock.all() returns a Flux; reactive return types need a WebClient",
                        "@ImportHttpServices(group = \"stock\", clientType = ClientType.WEB_CLIENT)"));
    }

    @Test
    void aGroupOfSpringsBecomesAMeshClientByItsNameOrByItsBaseUrl() {
        plain.withUserConfiguration(OfGroup.class)
                .withPropertyValues(
                        "mesh.client.services.stock.endpoints=127.0.0.1:1",
                        "mesh.client.services.stock.connect-timeout=200ms",
                        "mesh.client.services.orders.endpoints=127.0.0.1:1",
                        "spring.http.serviceclient.warehouse.base-url=mesh://stock/api")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(thrown(() -> context.getBean(Stock.class).all()))
                            .hasMessageContaining("http://stock/all");
                    assertThat(thrown(() -> context.getBean(Warehouse.class).all()))
                            .hasMessageContaining("http://stock/api/all");
                });
    }

    private static Throwable thrown(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            return e;
        }
        throw new AssertionError("nothing was thrown");
    }

    private static Throwable failure(OkHttpClient client) {
        try {
            client.newCall(new Request.Builder().url("http://orders/").build())
                    .execute()
                    .close();
        } catch (Exception e) {
            return e;
        }
        throw new AssertionError("nothing was thrown");
    }

    private static FailureAnalysis analyze(FailureAnalyzer analyzer, Throwable failure) {
        FailureAnalysis analysis = analyzer.analyze(failure);
        assertThat(analysis).as("analysis of " + failure).isNotNull();
        return analysis;
    }

    private static void assertDefinition(Throwable failure, String problem, String action) {
        assertThat(failure).isNotNull();
        FailureAnalysis analysis = analyze(new MeshDefinitionFailureAnalyzer(), failure);
        assertThat(analysis.getDescription()).contains(problem);
        assertThat(analysis.getAction()).contains(action);
    }

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = Orders.class)
    static class Scanned {
        @Bean
        Seen seen(ObjectProvider<OkHttpClient> clients) {
            return new Seen(clients);
        }
    }

    record Seen(ObjectProvider<OkHttpClient> withoutQualifier) {}

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = Orders.class)
    static class WithPlaceholder {}

    @Configuration(proxyBeanMethods = false)
    @ImportHttpServices(group = "other", types = Orders.class)
    static class InAnotherGroup {}

    interface Stock {
        @GetExchange("/all")
        String all();
    }

    interface Warehouse {
        @GetExchange("/all")
        String all();
    }

    interface ReactiveStock {
        @GetExchange("/all")
        Flux<String> all();
    }

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = Catalog.class)
    static class WithReactive {}

    @Configuration(proxyBeanMethods = false)
    @ImportHttpServices(group = "stock", types = ReactiveStock.class)
    static class OfReactiveGroup {}

    @Configuration(proxyBeanMethods = false)
    @ImportHttpServices(group = "stock", types = Stock.class)
    @ImportHttpServices(group = "warehouse", types = Warehouse.class)
    static class OfGroup {}

    record Failures(List<Throwable> list) {}

    record Holder(OkHttpClient client) {}

    @Configuration(proxyBeanMethods = false)
    static class Qualified {
        @Bean
        Holder holder(@MeshClient OkHttpClient client) {
            return new Holder(client);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class CallsInDestroy implements DisposableBean {
        final OkHttpClient client;
        private final List<Throwable> failures;

        CallsInDestroy(@MeshClient OkHttpClient client, Failures inDestroy) {
            this.client = client;
            this.failures = inDestroy.list();
        }

        @Override
        public void destroy() {
            failures.add(failure(client));
        }
    }
}

package io.meshclient.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.spring.MeshCall;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientPropertiesAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.service.HttpServiceClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.registry.ImportHttpServices;

/** What an application cannot say by {@code @MeshCall}: it does not start, and says why. */
class MeshCallStartTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    MeshAutoConfiguration.class,
                    MeshHttpServiceAutoConfiguration.class,
                    RestClientAutoConfiguration.class,
                    HttpServiceClientPropertiesAutoConfiguration.class,
                    ImperativeHttpClientAutoConfiguration.class,
                    HttpServiceClientAutoConfiguration.class))
            .withPropertyValues("mesh.client.services.orders.endpoints=127.0.0.1:1");

    private void refused(Class<?> configuration, String problem, String action) {
        application.withUserConfiguration(configuration).run(context -> {
            assertThat(context).hasFailed();
            FailureAnalysis analysis = new MeshDefinitionFailureAnalyzer().analyze(context.getStartupFailure());
            assertThat(analysis)
                    .as("analysis of " + context.getStartupFailure())
                    .isNotNull();
            assertThat(analysis.getDescription()).contains(problem);
            assertThat(analysis.getAction()).contains(action);
        });
    }

    @Test
    void noDuration() {
        refused(
                OfDuration.class,
                "@MeshCall(callTimeout = \"2sec\") on " + Duration.class.getName() + ".item(String): '2sec' is not a"
                        + " duration",
                "Allowed: a duration such as 250ms");
    }

    @Test
    void aHedgeAtOnce() {
        refused(
                OfHedge.class,
                "@MeshCall(hedgeDelay = \"0\") on " + Hedge.class.getName() + ": '0' is zero",
                "Allowed: a duration above zero");
    }

    @Test
    void noPlaceholder() {
        refused(
                OfPlaceholder.class,
                "@MeshCall(perTryTimeout = \"${nowhere}\") on " + Placeholder.class.getName()
                        + ".item() has a placeholder without a value",
                "give it a default");
    }

    @Test
    void tooManyRetries() {
        refused(
                OfRetries.class,
                "@MeshCall on " + Retries.class.getName() + ".item(): maxRetries 11 is out of bounds; allowed: 0 to 10",
                "Change the value.");
    }

    @Test
    void noStatus() {
        refused(
                OfStatus.class,
                "@MeshCall on " + Status.class.getName() + ".item(): retriableStatusCodes has 42, which is no status",
                "Change the value.");
    }

    @Test
    void twoValues() {
        refused(
                OfTwo.class,
                "@MeshCall on " + Two.class.getName() + ".item() has 2 values of idempotent",
                "Leave one, or none.");
    }

    @Test
    void aMethodThatCallsNothing() {
        refused(
                OfNothing.class,
                "@MeshCall on " + Nothing.class.getName() + ".twice(), which is no @HttpExchange method",
                "Remove it");
    }

    @Test
    void aGroupThatIsNoMeshClient() {
        refused(
                OfOther.class,
                Other.class.getName() + ".item() or its interface, whose HTTP service group 'other' does not call"
                        + " through the mesh",
                "spring.http.serviceclient.other.base-url=mesh://");
    }

    @Test
    void anInheritedMethodOfWhichTwoInterfacesSayDifferentThings() {
        refused(
                OfHeirs.class,
                Inherited.class.getName() + ".item() is called through " + Inherited.class.getPackageName(),
                "Declare the method in each of the two");
    }

    interface Duration {
        @GetExchange("/")
        @MeshCall(callTimeout = "2sec")
        String item(String id);
    }

    @MeshCall(hedgeDelay = "0")
    interface Hedge {
        @GetExchange("/")
        String item();
    }

    interface Placeholder {
        @GetExchange("/")
        @MeshCall(perTryTimeout = "${nowhere}")
        String item();
    }

    interface Retries {
        @GetExchange("/")
        @MeshCall(maxRetries = 11)
        String item();
    }

    interface Status {
        @GetExchange("/")
        @MeshCall(retriableStatusCodes = 42)
        String item();
    }

    interface Two {
        @GetExchange("/")
        @MeshCall(idempotent = {true, false})
        String item();
    }

    interface Nothing {
        @GetExchange("/")
        String item();

        @MeshCall(maxRetries = 1)
        default String twice() {
            return item() + item();
        }
    }

    @MeshCall(maxRetries = 1)
    interface Other {
        @GetExchange("/")
        String item();
    }

    interface Inherited {
        @GetExchange("/")
        String item();
    }

    @MeshCall(maxRetries = 1)
    interface Heir extends Inherited {}

    interface OtherHeir extends Inherited {}

    @Configuration(proxyBeanMethods = false)
    @ImportHttpServices(group = "orders", types = Duration.class)
    static class OfDuration {}

    @Configuration(proxyBeanMethods = false)
    @ImportHttpServices(group = "orders", types = Hedge.class)
    static class OfHedge {}

    @Configuration(proxyBeanMethods = false)
    @ImportHttpServices(group = "orders", types = Placeholder.class)
    static class OfPlaceholder {}

    @Configuration(proxyBeanMethods = false)
    @ImportHttpServices(group = "orders", types = Retries.class)
    static class OfRetries {}

    @Configuration(proxyBeanMethods = false)
    @ImportHttpServices(group = "orders", types = Status.class)
    static class OfStatus {}

    @Configuration(proxyBeanMethods = false)
    @ImportHttpServices(group = "orders", types = Two.class)
    static class OfTwo {}

    @Configuration(proxyBeanMethods = false)
    @ImportHttpServices(group = "orders", types = Nothing.class)
    static class OfNothing {}

    @Configuration(proxyBeanMethods = false)
    @ImportHttpServices(group = "other", types = Other.class)
    static class OfOther {}

    @Configuration(proxyBeanMethods = false)
    @ImportHttpServices(
            group = "orders",
            types = {Heir.class, OtherHeir.class})
    static class OfHeirs {}
}

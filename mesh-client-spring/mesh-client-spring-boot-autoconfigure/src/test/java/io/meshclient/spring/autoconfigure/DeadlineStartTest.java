package io.meshclient.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.policy.ConfigException;
import io.meshclient.time.MeshRuntime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.mock.env.MockEnvironment;

/** Which filter there is where, and what it is told. */
class DeadlineStartTest {

    private static final AutoConfigurations BOTH = AutoConfigurations.of(
            MeshAutoConfiguration.class,
            MeshServletDeadlineAutoConfiguration.class,
            MeshReactiveDeadlineAutoConfiguration.class);
    private static final String ON = "mesh.client.inbound-deadline.enabled=true";

    private final WebApplicationContextRunner servlet = new WebApplicationContextRunner().withConfiguration(BOTH);

    @Test
    void servletsHaveAFilterAndItIsRegisteredIfThatIsOn() {
        servlet.run(context -> assertThat(
                        filter(context.getBean("meshDeadlineFilter")).isEnabled())
                .isFalse());
        servlet.withPropertyValues(ON).run(context -> {
            FilterRegistrationBean<?> filter = filter(context.getBean("meshDeadlineFilter"));
            assertThat(filter.isEnabled()).isTrue();
            assertThat(filter.getOrder()).isLessThan(-100).isGreaterThan(Integer.MIN_VALUE + 1);
            assertThat(context).doesNotHaveBean(DeadlineWebFilter.class);
        });
    }

    private static FilterRegistrationBean<?> filter(Object bean) {
        return (FilterRegistrationBean<?>) bean;
    }

    @Test
    void webFluxHasAWebFilter() {
        new ReactiveWebApplicationContextRunner()
                .withConfiguration(BOTH)
                .withPropertyValues(ON)
                .run(context -> assertThat(context)
                        .hasSingleBean(DeadlineWebFilter.class)
                        .doesNotHaveBean(FilterRegistrationBean.class));
    }

    @Test
    void othersHaveNeither() {
        new ApplicationContextRunner()
                .withConfiguration(BOTH)
                .withPropertyValues(ON)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(DeadlineWebFilter.class)
                        .doesNotHaveBean(FilterRegistrationBean.class));
        new ApplicationContextRunner()
                .withClassLoader(new FilteredClassLoader("jakarta.servlet", "reactor"))
                .withConfiguration(BOTH)
                .withPropertyValues(ON)
                .run(context -> assertThat(context).hasNotFailed());
    }

    @ParameterizedTest
    @CsvSource({
        "mesh.client.inbound-deadline.enabled=maybe, is neither true nor false",
        "mesh.client.inbound-deadline.max=-1s, is negative",
        "mesh.client.inbound-deadline.maximum=1s, is set for a key that does not exist",
        "mesh.client.inbound-deadline=true, is set for a key that does not exist"
    })
    void aMistakeEndsTheStart(String property, String problem) {
        servlet.withPropertyValues(property)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(ConfigException.class)
                        .hasMessageContaining(property.substring(0, property.indexOf('=')))
                        .hasMessageContaining(problem));
    }

    @Test
    void everySpellingIsUnderstoodAndTheMeshsClockIsUsed() {
        MockEnvironment environment = new MockEnvironment()
                .withProperty("mesh.client.inboundDeadline.enabled", "true")
                .withProperty("mesh.client.inbound_deadline.MAX", "2s");
        InboundDeadlines inbound = InboundDeadlines.of(environment, MeshRuntime.system());
        assertThat(inbound.enabled()).isTrue();
        assertThat(inbound.named(name -> "9000S").remainingNanos())
                .isBetween(1L, Duration.ofSeconds(2).toNanos());
    }
}

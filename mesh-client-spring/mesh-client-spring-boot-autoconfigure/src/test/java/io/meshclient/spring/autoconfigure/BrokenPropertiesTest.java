package io.meshclient.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.meshclient.spring.autoconfigure.app.ShopApplication;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Whole starts that a line of a file stops: the report names the line. */
@ExtendWith(OutputCaptureExtension.class)
class BrokenPropertiesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            broken-balancer | broken-balancer.properties:3 | mesh.client.services.orders.balancer | p2c | Allowed: peak-ewma, round-robin, random
            broken-address  | broken-address.yaml:6 | mesh.client.services.orders.endpoints | localhost | host:port
            broken-key      | broken-key.yaml:8 | mesh.client.services.orders.retry.max-retrys | 1 | did you mean retry.max-retries?
            """)
    void theReportNamesFileAndLine(
            String file, String origin, String property, String value, String allowed, CapturedOutput output) {
        Throwable failure = catchThrowable(() -> new SpringApplicationBuilder(ShopApplication.class)
                .web(WebApplicationType.NONE)
                .run("--spring.config.name=" + file));
        assertThat(failure).isNotNull();
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Property: " + property)
                .contains("Value: \"" + value + "\"")
                .contains("Origin: " + origin)
                .contains(allowed);
    }
}

package io.meshclient.spring.smoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.spring.reactivesmoke.ReactiveSmokeApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A whole start on 4.0 that a property stops. */
@ExtendWith(OutputCaptureExtension.class)
class FailedStartTest {

    @Test
    void theReportNamesThePropertyTheValueTheLineAndWhatIsAllowed(CapturedOutput output) {
        assertThatThrownBy(() -> new SpringApplicationBuilder(SmokeApplication.class)
                        .web(WebApplicationType.NONE)
                        .run("--spring.config.name=broken"))
                .isNotNull();
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Property: mesh.client.services.orders.balancer")
                .contains("Value: \"p2c\"")
                .contains("Origin: broken.yaml:7")
                .contains("Allowed: peak-ewma, round-robin, random");
    }

    /** These tests run without WebClient and Reactor on the class path. */
    @Test
    void aReactiveInterfaceWithoutReactorIsExplained(CapturedOutput output) {
        assertThatThrownBy(() -> new SpringApplicationBuilder(ReactiveSmokeApplication.class)
                        .web(WebApplicationType.NONE)
                        .run("--mesh.client.services.catalog.endpoints=127.0.0.1:1"))
                .isNotNull();
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Catalog cannot be read: java.lang.NoClassDefFoundError: reactor/core/publisher/Mono")
                .contains("spring-boot-starter-webclient");
    }
}

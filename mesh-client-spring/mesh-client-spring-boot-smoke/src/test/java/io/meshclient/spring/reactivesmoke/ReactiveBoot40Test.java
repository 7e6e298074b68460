package io.meshclient.spring.reactivesmoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Reactive return types on Spring Boot 4.0. */
@Tag("webclient")
class ReactiveBoot40Test {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    void aReactiveInterfaceCallsThroughTheMesh() throws IOException, InterruptedException {
        assertThat(SpringBootVersion.getVersion()).startsWith("4.0.");
        try (MockWebServer server = new MockWebServer()) {
            server.start(InetAddress.getLoopbackAddress(), 0);
            for (String body : List.of("", "seven", "added")) {
                server.enqueue(new MockResponse.Builder()
                        .code(body.isEmpty() ? 503 : 200)
                        .addHeader("Content-Type", "text/plain")
                        .body(body)
                        .build());
            }
            try (ConfigurableApplicationContext context = new SpringApplicationBuilder(ReactiveSmokeApplication.class)
                    .web(WebApplicationType.NONE)
                    .run("--mesh.client.services.catalog.endpoints=127.0.0.1:" + server.getPort())) {
                Catalog catalog = context.getBean(Catalog.class);
                assertThat(catalog.item("7").block(LIMIT)).isEqualTo("seven");
                assertThat(catalog.add("eight").block(LIMIT)).isEqualTo("added");
            }
            assertThat(server.takeRequest().getTarget()).isEqualTo("/items/7");
            assertThat(server.takeRequest().getTarget()).as("the retry").isEqualTo("/items/7");
            assertThat(server.takeRequest().getBody().utf8()).isEqualTo("eight");
        }
    }
}

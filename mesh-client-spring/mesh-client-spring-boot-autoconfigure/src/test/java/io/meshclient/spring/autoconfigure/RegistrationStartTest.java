package io.meshclient.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.meshclient.spring.autoconfigure.registered.RegisteredApplication;
import io.meshclient.spring.registration.RegistrationLifecycle;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** Whole applications beside a registry that does what the test wants. */
@ExtendWith(OutputCaptureExtension.class)
class RegistrationStartTest {

    private final MockWebServer registry = new MockWebServer();
    private final OkHttpClient client = new OkHttpClient();
    private volatile MockResponse answer = new MockResponse.Builder().code(200).build();
    private ConfigurableApplicationContext application;

    @BeforeEach
    void start() throws IOException {
        registry.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return answer;
            }
        });
        registry.start();
    }

    @AfterEach
    void stop() {
        if (application != null) {
            application.close();
        }
        registry.close();
    }

    private ConfigurableApplicationContext run(WebApplicationType type, String... more) {
        Map<String, String> arguments = new LinkedHashMap<>();
        List<String> all = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.application.name=shop",
                "--mesh.client.services.orders.endpoints=127.0.0.1:1",
                "--mesh.client.registration.registry=consul",
                "--mesh.client.registration.consul.url=" + registry.url("/"),
                "--mesh.client.registration.drain-delay=0",
                "--management.endpoints.web.exposure.include=mesh,health,configprops",
                "--management.endpoint.health.show-details=always"));
        all.addAll(List.of(more));
        all.forEach(argument -> arguments.put(argument.replaceAll("=.*", ""), argument)); // the last one counts
        application = new SpringApplicationBuilder(RegisteredApplication.class)
                .web(type)
                .run(arguments.values().toArray(String[]::new));
        return application;
    }

    private String get(String path) throws IOException {
        String url = "http://127.0.0.1:" + application.getEnvironment().getProperty("local.server.port") + path;
        try (Response response =
                client.newCall(new Request.Builder().url(url).build()).execute()) {
            return response.body().string();
        }
    }

    private String state() {
        return application.getBean(RegistrationLifecycle.class).view().state();
    }

    private List<String> asked() throws InterruptedException {
        List<String> asked = new ArrayList<>();
        for (RecordedRequest request = registry.takeRequest(10, TimeUnit.MILLISECONDS);
                request != null;
                request = registry.takeRequest(10, TimeUnit.MILLISECONDS)) {
            asked.add(request.getTarget().replaceAll("(shop-[^?]*)", "…"));
        }
        return asked;
    }

    @Test
    void withoutARegistryNothingIsRegistered() throws Exception {
        run(WebApplicationType.SERVLET, "--mesh.client.registration.registry=");

        assertThat(application.getBean(RegistrationLifecycle.class).view()).isNull();
        assertThat(get("/actuator/mesh")).contains("\"services\":[").doesNotContain("instanceId");
        assertThat(get("/actuator/health")).doesNotContain("mesh.client.registration");
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("mesh-client-registration"));
    }

    @Test
    void itIsUpWhenTheApplicationIsReadyAndNotBefore() throws Exception {
        run(WebApplicationType.SERVLET);
        await().until(() -> state().equals("up"));

        List<String> seen = RegisteredApplication.seenByRunner(application);
        assertThat(seen)
                .as("while a runner works, the web server answers and it is not up")
                .hasSize(1);
        assertThat(seen.get(0)).startsWith("hello ").doesNotContain("up");
        assertThat(asked()).startsWith("/v1/agent/service/register").contains("/v1/agent/check/update/service:…");
    }

    @Test
    void aRegistryThatIsAwayStopsNothing(CapturedOutput output) throws Exception {
        answer = new MockResponse.Builder().code(500).body("no leader").build();
        run(WebApplicationType.SERVLET);
        await().until(() -> state().equals("failing"));

        assertThat(get("/actuator/health"))
                .startsWith("{")
                .contains("\"status\":\"UP\"", "\"state\":\"failing\"", "answers 500 to the registration");
        answer = new MockResponse.Builder().code(200).build();
        await().atMost(Duration.ofSeconds(30)).until(() -> state().equals("up"));
        assertThat(output.toString().split("answers 500 to the registration")).hasSize(2);
    }

    @Test
    void aRegistryThatHangsHoldsTheShutDownForThreeSeconds(CapturedOutput output) {
        run(WebApplicationType.SERVLET, "--mesh.client.registration.drain-delay=1h");
        await().until(() -> state().equals("up"));
        answer = new MockResponse.Builder()
                .code(200)
                .headersDelay(60, TimeUnit.SECONDS)
                .build();

        long begin = System.nanoTime();
        application.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(9));
        assertThat(output).contains("not deregistered within 3000 ms; the entry ends with its TTL");
    }

    @Test
    void anInterruptEndsTheDrainDelay() throws InterruptedException {
        run(WebApplicationType.SERVLET, "--mesh.client.registration.drain-delay=1h");
        await().until(() -> state().equals("up"));
        Thread closing = new Thread(application::close);
        closing.start();
        await().until(() -> state().equals("deregistered"));

        closing.interrupt();
        closing.join(10_000);
        assertThat(closing.isAlive()).isFalse();
    }

    @Test
    void aContextThatIsStoppedAndStartedRegistersAgainUnderTheSameId() throws Exception {
        run(WebApplicationType.NONE, "--mesh.client.registration.port=7");
        await().until(() -> state().equals("up"));
        String id = application.getBean(RegistrationLifecycle.class).view().instanceId();

        application.stop();
        assertThat(state()).isEqualTo("deregistered");
        application.start();
        await().until(() -> state().equals("up"));
        assertThat(application.getBean(RegistrationLifecycle.class).view().instanceId())
                .isEqualTo(id);
        assertThat(asked()).filteredOn("/v1/agent/service/register"::equals).hasSize(2);
    }

    @Test
    void aStartThatFailsLaterLeavesNothingBehind() throws Exception {
        Throwable failure = catchThrowable(() -> run(WebApplicationType.SERVLET, "--fails-late=true"));

        assertThat(failure).isNotNull();
        assertThat(asked()).last().isEqualTo("/v1/agent/service/deregister/…");
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("mesh-client-registration")));
    }

    @Test
    void lazyBeansAreRegisteredToo() {
        run(WebApplicationType.SERVLET, "--spring.main.lazy-initialization=true");
        await().until(() -> state().equals("up"));
    }

    @Test
    void anApplicationWithoutAPortNeedsToSayIt(CapturedOutput output) {
        Throwable failure = catchThrowable(() -> run(WebApplicationType.NONE));

        assertThat(failure).isNotNull();
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Property: mesh.client.registration.port")
                .contains("has no web server of Spring Boot's whose port could be taken");
    }

    @Test
    void badValuesStopTheStart(CapturedOutput output) {
        Throwable failure =
                catchThrowable(() -> run(WebApplicationType.SERVLET, "--mesh.client.registration.consul.tokn=sesame"));

        assertThat(failure).isNotNull();
        assertThat(output)
                .contains("Property: mesh.client.registration.consul.tokn")
                .contains("did you mean consul.token?")
                .doesNotContain("sesame");
    }

    @Test
    void withoutJacksonTheMissingLibraryIsNamed() {
        new ApplicationContextRunner()
                .withClassLoader(new FilteredClassLoader("tools.jackson.core"))
                .withConfiguration(AutoConfigurations.of(MeshRegistrationAutoConfiguration.class))
                .withPropertyValues(
                        "mesh.client.registration.registry=eureka", "mesh.client.registration.service-name=shop")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOfSatisfying(
                                MeshDefinitionException.class,
                                failure -> assertThat(failure.action()).contains("tools.jackson.core:jackson-core")));
    }

    @Test
    void theActuatorTellsNoSecret() throws Exception {
        run(
                WebApplicationType.SERVLET,
                "--mesh.client.registration.consul.token=sesame",
                "--management.endpoint.configprops.show-values=always");
        await().until(() -> state().equals("up"));

        assertThat(get("/actuator/mesh"))
                .contains("\"registration\":{\"registry\":\"Consul at " + registry.url("/") + "\",\"service\":\"shop\"")
                .doesNotContain("sesame");
        assertThat(get("/actuator/configprops")).doesNotContain("sesame").doesNotContain("mesh.client.registration");
        assertThat(get("/actuator/health")).doesNotContain("sesame");
        assertThat(registry.takeRequest().getHeaders().get("X-Consul-Token")).isEqualTo("sesame");
    }

    @Test
    void relaxedSpellingsAreUnderstoodAndMetadataKeepsItsOwn() throws Exception {
        run(
                WebApplicationType.SERVLET,
                "--mesh.client.registration.serviceName=stock",
                "--mesh.client.registration.tags[0]=a",
                "--mesh.client.registration.tags[1]=b",
                "--mesh.client.registration.metadata.camelCase=x",
                "--mesh.client.registration.metadata.snake_case=y",
                "--mesh.client.registration.instance_id=one",
                "--mesh.client.registration.host=shop.example");
        await().until(() -> state().equals("up"));

        assertThat(registry.takeRequest().getBody().utf8())
                .contains(
                        "\"Name\":\"stock\"",
                        "\"ID\":\"one\"",
                        "\"Address\":\"shop.example\"",
                        "\"Tags\":[\"a\",\"b\"]")
                .contains("\"camelCase\":\"x\"", "\"snake_case\":\"y\"");
    }
}

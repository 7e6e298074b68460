package io.meshclient.spring.registrationsmoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.discovery.Discovery;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.Health;
import io.meshclient.spring.registrationsmoke.app.OrdersApplication;
import io.meshclient.time.MeshRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** What a registration has to do over a real registry, seen by the discovery of the same registry. */
abstract class RegistrationScenarios {

    static final Duration TTL = Duration.ofSeconds(3);
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final MeshRuntime runtime = MeshRuntime.system();
    private final List<String> firstAnswers = new CopyOnWriteArrayList<>();
    private final Seen seen = new Seen(set -> set.endpoints().stream()
            .limit(firstAnswers.isEmpty() ? 1 : 0)
            .forEach(endpoint -> firstAnswers.add(Rest.get("http://" + endpoint.key() + "/hello"))));
    private Discovery discovery;
    private ConfigurableApplicationContext application;

    abstract void startRegistry() throws Exception;

    abstract void stopRegistry();

    /** Stops it; it comes back with nothing. */
    abstract void restartEmpty() throws Exception;

    /** The registry loses one instance. */
    abstract void forget(String instanceId);

    abstract List<String> properties();

    abstract Discovery discovery(MeshRuntime runtime);

    @BeforeEach
    void start() throws Exception {
        startRegistry();
        discovery = discovery(runtime);
        discovery.subscribe("orders", seen);
    }

    @AfterEach
    void stop() {
        if (application != null) {
            application.close();
        }
        discovery.close();
        runtime.close();
        stopRegistry();
    }

    private void starts(String... more) {
        application =
                SpringApplication.run(OrdersApplication.class, arguments(more).toArray(String[]::new));
    }

    final List<String> arguments(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.config.name=registration",
                "--mesh.client.registration.ttl=" + TTL.toSeconds() + "s",
                "--mesh.client.registration.drain-delay=0"));
        arguments.addAll(properties());
        arguments.addAll(List.of(more));
        Map<String, String> last = new LinkedHashMap<>();
        arguments.forEach(argument -> last.put(argument.replaceAll("=.*", ""), argument));
        return List.copyOf(last.values());
    }

    private void isSeen() {
        until("it is seen").until(() -> seen.now() != null && seen.now().health() != Health.DRAINING);
    }

    static ConditionFactory until(String what) {
        return await(what).atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20));
    }

    final Endpoint nowSeen() {
        return seen.now();
    }

    private String port() {
        return application.getEnvironment().getProperty("local.server.port");
    }

    private String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    private void isSeenForThreeTtls() {
        int before = seen.sets.size();
        await("the heartbeats")
                .during(TTL.multipliedBy(3))
                .atMost(TTL.multipliedBy(4))
                .until(() -> seen.now() != null);
        assertThat(seen.sets.subList(before, seen.sets.size()))
                .as("sets without it")
                .allMatch(set -> !set.endpoints().isEmpty());
    }

    @Test
    void itIsSeenOnceItAnswersAndForAsLongAsItRuns() {
        starts(
                "--mesh.client.registration.weight=7",
                "--mesh.client.registration.zone=zone-b",
                "--mesh.client.registration.tags=blue,green",
                "--mesh.client.registration.metadata.version=2",
                "--mesh.client.registration.metadata.camelCase=Kept");
        isSeen();

        assertThat(firstAnswers).containsExactly("200 hello");
        Endpoint endpoint = seen.now();
        assertThat(endpoint.key()).isEqualTo("127.0.0.1:" + port());
        assertThat(endpoint.weight()).isEqualTo(7);
        assertThat(endpoint.locality().zone()).isEqualTo("zone-b");
        assertThat(endpoint.health()).isEqualTo(Health.HEALTHY);
        assertThat(endpoint.metadata())
                .containsAllEntriesOf(Map.of("version", "2", "camelCase", "Kept", "zone", "zone-b"));
        assertThat(endpoint.metadata().values()).contains("blue,green");
        isSeenForThreeTtls();
    }

    @Test
    void aReactiveApplicationIsSeenToo() {
        starts("--spring.main.web-application-type=reactive");
        isSeen();
        assertThat(application).isInstanceOf(ReactiveWebServerApplicationContext.class);

        assertThat(firstAnswers).containsExactly("200 hello");
        assertThat(seen.now().key()).isEqualTo("127.0.0.1:" + port());
    }

    @Test
    void whatTheRegistryLosesIsRegisteredAgain() throws Exception {
        starts();
        isSeen();

        forget(instanceId());
        until("it is gone").until(() -> seen.now() == null);
        until("it is back").until(() -> seen.now() != null);

        restartEmpty();
        until("the restarted registry has it").until(() -> registryHas(instanceId()));
        until("up").until(() -> Rest.get(url("/actuator/mesh")).contains("\"state\":\"up\""));
        isSeenForThreeTtls();
    }

    abstract boolean registryHas(String instanceId);

    private String instanceId() {
        String mesh = Rest.get(url("/actuator/mesh"));
        return mesh.replaceAll("(?s).*\"instanceId\":\"([^\"]+)\".*", "$1");
    }

    @Test
    void readinessIsFollowed() {
        starts();
        isSeen();

        AvailabilityChangeEvent.publish(application, ReadinessState.REFUSING_TRAFFIC);
        until("draining").until(() -> seen.now() != null && seen.now().health() == Health.DRAINING);
        await("still draining, by heartbeats")
                .during(TTL.plusSeconds(1))
                .atMost(TTL.multipliedBy(3))
                .until(() -> seen.now() != null && seen.now().health() == Health.DRAINING);
        assertThat(Rest.get(url("/actuator/mesh"))).contains("\"state\":\"out-of-service\"");

        AvailabilityChangeEvent.publish(application, ReadinessState.ACCEPTING_TRAFFIC);
        until("back").until(() -> seen.now() != null && seen.now().health() == Health.HEALTHY);
    }

    @Test
    void callsAreAnsweredUntilTheDrainDelayIsOver() throws Exception {
        starts("--mesh.client.registration.drain-delay=" + DRAIN.toSeconds() + "s");
        isSeen();
        String url = url("");
        String id = instanceId();
        CompletableFuture<String> inFlight =
                CompletableFuture.supplyAsync(() -> Rest.get(url + "/late/" + (DRAIN.toMillis() + 500)), thread());
        CompletableFuture<Void> closed = CompletableFuture.runAsync(application::close, thread());

        until("it is deregistered").until(() -> !registryHas(id));
        assertThat(Rest.get(url + "/hello")).as("a new call in the drain").isEqualTo("200 hello");
        assertThat(Rest.get(url + "/task"))
                .as("one that needs the task executor")
                .startsWith("200 task-");
        assertThat(Rest.get(url + "/actuator/health/readiness")).as("readiness").startsWith("503");
        assertThat(closed).as("the drain").isNotDone();

        assertThat(inFlight.get(20, TimeUnit.SECONDS)).isEqualTo("200 late");
        closed.get(20, TimeUnit.SECONDS);
        assertThat(Rest.get(url + "/hello")).isEqualTo("ConnectException");
        until("the discovery sees nothing").until(() -> seen.now() == null);
    }

    private static Executor thread() {
        return task -> {
            Thread thread = new Thread(task, "test");
            thread.setDaemon(true);
            thread.start();
        };
    }

    @Test
    void theActuatorShowsItWithoutSecrets() {
        starts(
                "--mesh.client.discovery.consul.token=sesame-1",
                "--mesh.client.registration.eureka.username=shop",
                "--mesh.client.registration.eureka.password=sesame-2");
        isSeen();

        assertThat(Rest.get(url("/actuator/mesh")))
                .contains("\"registration\":{", "\"service\":\"orders\"", "\"address\":\"127.0.0.1:" + port() + "\"");
        assertThat(Rest.get(url("/actuator/health")))
                .contains("\"mesh.client.registration\":{", "\"state\":\"up\"", "\"since\":\"20");
        for (String page : List.of("mesh", "health", "configprops")) {
            assertThat(Rest.get(url("/actuator/" + page))).startsWith("200").doesNotContain("sesame");
        }
    }
}

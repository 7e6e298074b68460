package io.meshclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.Listener;
import io.meshclient.discovery.Subscription;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.outcome.MeshRefusedException;
import io.meshclient.outcome.RefusalReason;
import io.meshclient.policy.ConfigException;
import io.meshclient.policy.MeshConfig;
import io.meshclient.policy.OnDemandPolicy;
import io.meshclient.testing.LeakRule;
import io.meshclient.testing.TestMesh;
import io.meshclient.testing.VirtualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Hosts under a suffix become services at their first call. Time is virtual, the calls are real. */
class OnDemandTest {

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final VirtualTime time = new VirtualTime();
    private final Set<String> watched = ConcurrentHashMap.newKeySet();
    private MockWebServer server;

    @BeforeEach
    void start() {
        server = leaks.server(starting -> starting.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return new MockResponse.Builder().body("hello").build();
            }
        }));
    }

    /** Knows every target but {@code nobody}. */
    private final Discovery registry = new Discovery() {
        @Override
        public Subscription subscribe(String target, Listener listener) {
            watched.add(target);
            listener.onEndpoints(
                    target.equals("nobody")
                            ? EndpointSet.EMPTY
                            : EndpointSet.of(List.of(Endpoint.parse(TestMesh.hostPort(server)))));
            return () -> watched.remove(target);
        }

        @Override
        public void close() {}
    };

    private Mesh mesh(Consumer<OnDemandPolicy.Builder> edit) {
        return leaks.mesh(Mesh.builder()
                .runtime(time.runtime())
                .discovery("registry", registry)
                .defaults(all -> all.discovery("registry"))
                .onDemand(edit)
                .build());
    }

    private static MeshConfig config(Consumer<OnDemandPolicy.Builder> edit) {
        return MeshConfig.builder()
                .defaults(all -> all.discovery("registry").balancer("random"))
                .onDemand(edit)
                .build();
    }

    private OkHttpClient wrapped(Mesh mesh) {
        return mesh.wrap(leaks.client(new OkHttpClient()));
    }

    private static String call(OkHttpClient client, String host) throws IOException {
        Request request = new Request.Builder().url("http://" + host + "/").build();
        try (Response response = client.newCall(request).execute()) {
            return response.body().string();
        }
    }

    private static List<String> names(Mesh mesh) {
        return mesh.view().services().stream().map(ServiceView::name).sorted().toList();
    }

    @Test
    void theFirstCallMakesAServiceAndIdleOnesAreLetGo() throws IOException {
        Mesh mesh = mesh(onDemand -> onDemand.suffix("*.mesh").idle(Duration.ofMinutes(1)));
        OkHttpClient client = wrapped(mesh);
        assertThat(names(mesh)).isEmpty();

        assertThat(call(client, "orders.mesh")).isEqualTo("hello");
        assertThat(call(client, "Stock.MESH")).isEqualTo("hello");
        assertThat(names(mesh)).containsExactly("orders.mesh", "stock.mesh");
        assertThat(watched).containsExactlyInAnyOrder("orders", "stock");

        time.advance(Duration.ofSeconds(40));
        call(client, "orders.mesh");
        time.advance(Duration.ofSeconds(40));
        assertThat(call(client, "orders.mesh")).isEqualTo("hello");
        time.advance(Duration.ofSeconds(50));
        assertThat(names(mesh)).containsExactly("orders.mesh");
        assertThat(watched).containsExactly("orders");

        time.advance(Duration.ofMinutes(3));
        assertThat(names(mesh)).isEmpty();
        assertThat(watched).isEmpty();
        assertThat(call(client, "orders.mesh")).isEqualTo("hello");
    }

    @Test
    void beyondTheBoundCallsAreRefusedUntilOneIsIdle() throws IOException {
        Mesh mesh = mesh(onDemand -> onDemand.suffix(".mesh").maxServices(2).idle(Duration.ofMinutes(1)));
        OkHttpClient client = wrapped(mesh);
        call(client, "a.mesh");
        call(client, "b.mesh");
        assertThatThrownBy(() -> call(client, "c.mesh"))
                .isInstanceOfSatisfying(
                        MeshRefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(RefusalReason.TOO_MANY_SERVICES))
                .hasMessageContaining("mesh.client.on-demand.max-services is reached");
        time.advance(Duration.ofSeconds(50));
        call(client, "a.mesh");
        time.advance(Duration.ofSeconds(20));
        assertThat(call(client, "c.mesh")).isEqualTo("hello");
        assertThat(names(mesh)).containsExactly("a.mesh", "c.mesh");
    }

    @Test
    void manyFirstCallsMakeOneService() throws InterruptedException {
        Mesh mesh = mesh(onDemand -> onDemand.suffix(".mesh"));
        OkHttpClient client = wrapped(mesh);
        CountDownLatch done = new CountDownLatch(8);
        Set<String> answers = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 8; i++) {
            new Thread(() -> {
                        try {
                            answers.add(call(client, "orders.mesh"));
                        } catch (IOException e) {
                            answers.add(e.toString());
                        } finally {
                            done.countDown();
                        }
                    })
                    .start();
        }
        done.await();
        assertThat(answers).containsExactly("hello");
        assertThat(names(mesh)).containsExactly("orders.mesh");
    }

    @Test
    void aConfiguredServiceWinsAndOtherHostsPass() throws IOException {
        Mesh mesh = leaks.mesh(Mesh.builder()
                .runtime(time.runtime())
                .discovery("registry", registry)
                .defaults(all -> all.discovery("registry"))
                .service("orders.mesh", orders -> orders.discoveryTarget("configured"))
                .onDemand(onDemand -> onDemand.suffix("mesh"))
                .build());
        OkHttpClient client = wrapped(mesh);
        call(client, "orders.mesh");
        assertThat(call(client, TestMesh.hostPort(server))).isEqualTo("hello");
        assertThat(watched).containsExactly("configured");
        assertThatThrownBy(() -> call(client, "nobody.mesh"))
                .isInstanceOfSatisfying(
                        MeshRefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(RefusalReason.NO_ENDPOINTS));
    }

    @Test
    void aChangeOfTheConfigurationReachesThem() throws IOException {
        Mesh mesh = mesh(onDemand -> onDemand.suffix(".mesh"));
        OkHttpClient client = wrapped(mesh);
        call(client, "a.mesh");
        call(client, "b.mesh");
        mesh.update(config(onDemand -> onDemand.suffix(".mesh").idle(Duration.ofMinutes(2))));
        assertThat(mesh.view().services())
                .hasSize(2)
                .allMatch(service -> service.policy().get("balancer").text().equals("random"));
        time.advance(Duration.ofMinutes(5));
        assertThat(names(mesh)).isEmpty();
        call(client, "a.mesh");
        mesh.update(config(onDemand -> onDemand.suffix(".other")));
        assertThat(names(mesh)).isEmpty();
        assertThat(watched).isEmpty();
        call(client, "a.other");
        mesh.close();
        assertThat(watched).isEmpty();
    }

    @Test
    void whatCannotWorkIsRefused() {
        assertThatThrownBy(() -> MeshConfig.builder()
                        .onDemand(onDemand -> onDemand.suffix(".mesh"))
                        .build())
                .isInstanceOf(ConfigException.class)
                .hasMessage("mesh.client.on-demand.suffix = '.mesh' (Mesh.builder()) needs a registry to ask for the"
                        + " services' endpoints; allowed: set mesh.client.defaults.discovery to the name of one");
        assertThatThrownBy(() -> MeshConfig.builder()
                        .properties(Map.of("mesh.client.on-demand.sufix", ".mesh"))
                        .build())
                .hasMessageContaining("did you mean suffix?");
        assertThatThrownBy(() -> MeshConfig.builder()
                        .properties(Map.of("mesh.client.on-demand.suffix", "..mesh"))
                        .build())
                .hasMessageContaining("is no suffix of host names");
        assertThat(new TreeSet<>(
                        OnDemandPolicy.keys().stream().map(key -> key.name()).toList()))
                .containsExactly("idle", "max-services", "suffix");
    }
}

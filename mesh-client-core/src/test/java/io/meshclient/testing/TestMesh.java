package io.meshclient.testing;

import io.meshclient.Mesh;
import io.meshclient.MeshBuilder;
import io.meshclient.policy.ServiceConfig;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;

/** Meshes over servers of a test, all registered with its {@link LeakRule}. */
public final class TestMesh {

    private final LeakRule leaks;
    private final MeshBuilder builder = Mesh.builder();

    /** Starts without services. */
    public TestMesh(LeakRule leaks) {
        this.leaks = leaks;
    }

    /** Adds a service with these servers; round robin, so that tests know who is asked. */
    public TestMesh service(String name, MockWebServer... servers) {
        return service(name, service -> {}, servers);
    }

    /** Adds a service with settings. */
    public TestMesh service(String name, Consumer<ServiceConfig.Builder> edit, MockWebServer... servers) {
        builder.service(name, service -> {
            service.balancer("round-robin");
            service.endpoints(Arrays.stream(servers).map(TestMesh::hostPort).toArray(String[]::new));
            edit.accept(service);
        });
        return this;
    }

    /** Sets more of the mesh. */
    public TestMesh with(Consumer<MeshBuilder> edit) {
        edit.accept(builder);
        return this;
    }

    /** Starts it. */
    public Mesh build() {
        return leaks.mesh(builder.build());
    }

    /** Starts it and wraps a default client. */
    public OkHttpClient client() {
        return client(okhttp -> okhttp);
    }

    /** Starts it and wraps a client. */
    public OkHttpClient client(UnaryOperator<OkHttpClient.Builder> edit) {
        return build().wrap(leaks.client(edit.apply(new OkHttpClient.Builder()).build()));
    }

    /** Where a server listens, by its address. */
    public static String hostPort(MockWebServer server) {
        return "127.0.0.1:" + server.getPort();
    }
}

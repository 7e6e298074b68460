package io.meshclient.benchmarks.micro;

import io.meshclient.cluster.Cluster;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.observe.LoggingObserver;
import io.meshclient.observe.MdcContext;
import io.meshclient.observe.MeshObserver;
import io.meshclient.observe.Observers;
import io.meshclient.okhttp.Directory;
import io.meshclient.okhttp.MeshInterceptor;
import io.meshclient.okhttp.Substitute;
import io.meshclient.outcome.RefusalReason;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.route.Route;
import io.meshclient.route.RouteTable;
import io.meshclient.time.MeshRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** The mesh as its public builder puts it together, except that each attempt is answered before it reaches a network. */
final class ShortCircuitMesh implements Directory, AutoCloseable {
    private static final String NAME = "bench";

    private final MeshRuntime runtime = MeshRuntime.system();
    private final Dispatcher dispatcher = new Dispatcher();
    private final Answer answer = new Answer();
    private final Observers observers;
    private final RouteTable routes;
    private final Cluster cluster;

    /** Hears with these, and with the two observers that every mesh has. */
    ShortCircuitMesh(List<? extends MeshObserver> users) {
        this(
                users,
                ServiceConfig.of(
                        NAME, orders -> orders.endpoints("127.0.0.1:8081", "127.0.0.1:8082", "127.0.0.1:8083")));
        cluster.update(EndpointSet.of(cluster.config().endpoints()));
    }

    /** With hedging on, and no answer ever late: what it costs to be ready for one. */
    static ShortCircuitMesh hedging() {
        ShortCircuitMesh mesh = new ShortCircuitMesh(
                List.of(),
                ServiceConfig.of(
                        NAME,
                        service -> service.endpoints("127.0.0.1:8081", "127.0.0.1:8082", "127.0.0.1:8083")
                                .hedge(hedge -> hedge.enabled(true).delay(Duration.ofSeconds(10)))));
        mesh.cluster.update(EndpointSet.of(mesh.cluster.config().endpoints()));
        return mesh;
    }

    /** With these endpoints, one asked after another. */
    static ShortCircuitMesh inTurn(EndpointSet endpoints) {
        ShortCircuitMesh mesh = new ShortCircuitMesh(
                List.of(),
                ServiceConfig.of(
                        NAME, service -> service.endpoints("127.0.0.1:8081").balancer("round-robin")));
        mesh.cluster.update(endpoints);
        return mesh;
    }

    /** With one endpoint, and what is set beside it. */
    static ShortCircuitMesh with(Consumer<ServiceConfig.Builder> edit) {
        ShortCircuitMesh mesh = new ShortCircuitMesh(
                List.of(), ServiceConfig.of(NAME, service -> edit.accept(service.endpoints("127.0.0.1:8081"))));
        mesh.cluster.update(EndpointSet.of(mesh.cluster.config().endpoints()));
        return mesh;
    }

    private ShortCircuitMesh(List<? extends MeshObserver> users, ServiceConfig service) {
        List<MeshObserver> all = new ArrayList<>(users);
        all.add(new MdcContext());
        all.add(new LoggingObserver(runtime));
        observers = new Observers(all);
        routes = RouteTable.of(List.of(service));
        cluster = new Cluster(service, runtime, observers, gone -> {});
    }

    Cluster cluster() {
        return cluster;
    }

    OkHttpClient client() {
        return MeshInterceptor.wrap(new OkHttpClient(), this).client();
    }

    @Override
    public @Nullable Cluster find(String host) {
        Route route = routes.match(host);
        return route != null && route.cluster().equals(NAME) ? cluster : null;
    }

    @Override
    public boolean enabled() {
        return true;
    }

    @Override
    public @Nullable RefusalReason refusal(String host) {
        return null;
    }

    @Override
    public boolean closed() {
        return false;
    }

    @Override
    public void callReturned() {}

    @Override
    public MeshRuntime runtime() {
        return runtime;
    }

    @Override
    public MeshObserver observer() {
        return observers;
    }

    @Override
    public void configureAttempts(OkHttpClient.Builder attempts) {
        attempts.dispatcher(dispatcher).addInterceptor(answer);
    }

    @Override
    public Executor attemptThreads() {
        return dispatcher.executorService();
    }

    @Override
    public @Nullable Substitute fallback(String service) {
        return null;
    }

    @Override
    public void close() {
        cluster.remove();
        dispatcher.executorService().shutdown(); // its threads are no daemons
        runtime.close();
    }
}

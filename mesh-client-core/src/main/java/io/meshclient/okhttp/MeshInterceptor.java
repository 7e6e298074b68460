package io.meshclient.okhttp;

import io.meshclient.cluster.Cluster;
import io.meshclient.observe.CallEnded;
import io.meshclient.observe.CallStarted;
import io.meshclient.observe.CapturedContext;
import io.meshclient.outcome.CallReport;
import io.meshclient.outcome.MeshRefusedException;
import io.meshclient.outcome.RefusalReason;
import io.meshclient.outcome.StopReason;
import io.meshclient.time.Internal;
import java.io.IOException;
import java.util.List;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Where a front call enters the mesh: the last application interceptor, the same for {@code execute} and {@code enqueue}.
 * A host that is no service goes straight through.
 */
@Internal
public final class MeshInterceptor implements Interceptor {

    private final Directory directory;
    private final Front front;

    private MeshInterceptor(Directory directory, Front front) {
        this.directory = directory;
        this.front = front;
    }

    /** A wrapped client and the front behind it. */
    public record Wrapped(OkHttpClient client, Front front) {}

    /**
     * Wraps a client.
     *
     * @param client the user's
     * @param directory the mesh
     * @return the client with the mesh in it; everything else about it stays
     * @throws IllegalArgumentException if a mesh is in it already
     */
    public static Wrapped wrap(OkHttpClient client, Directory directory) {
        if (client.interceptors().stream().anyMatch(MeshInterceptor.class::isInstance)) {
            throw new IllegalArgumentException("This OkHttpClient is wrapped already: a call would go through the mesh"
                    + " twice. Wrap the plain client, or use the wrapped one as it is");
        }
        Front front = new Front(client, directory);
        ContextListener context = new ContextListener(directory.observer());
        OkHttpClient wrapped = client.newBuilder()
                .addInterceptor(new MeshInterceptor(directory, front))
                .eventListenerFactory(context.after(client.eventListenerFactory()))
                .build();
        return new Wrapped(wrapped, front);
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        if (!directory.enabled()) {
            return chain.proceed(chain.request());
        }
        Request request = chain.request();
        Cluster cluster = directory.find(request.url().host());
        if (cluster == null) {
            refuseIfNoService(directory, request);
            return chain.proceed(request);
        }
        CallerContext caller = chain.call().tag(CallerContext.class);
        CapturedContext.Scope scope = caller == null ? null : caller.restoreElsewhere();
        try {
            return routed(chain, cluster, request);
        } finally {
            if (scope != null) {
                scope.close();
            }
        }
    }

    private Response routed(Chain chain, Cluster cluster, Request request) throws IOException {
        Response response;
        try {
            response = new RoutedCall(directory, front, chain).run(cluster, request);
        } catch (IOException e) {
            return new LastResort(directory, cluster.name(), chain).insteadOf(e);
        }
        boolean failed = response.code() >= 500;
        return failed ? new LastResort(directory, cluster.name(), chain).insteadOf(response) : response;
    }

    /** Told to observers under the host's name, for there is no service; they keep such names out of meters. */
    static void refuseIfNoService(Directory directory, Request request) throws MeshRefusedException {
        String host = request.url().host();
        RefusalReason reason = directory.refusal(host);
        if (reason == null) {
            return;
        }
        CallReport report = new CallReport(host, List.of(), StopReason.REFUSED, reason, 0);
        MeshRefusedException refused = new MeshRefusedException(reason, report, null);
        directory
                .observer()
                .callStarted(
                        new CallStarted(host, request.method(), request.url().toString()))
                .callEnded(new CallEnded(report, 0, refused));
        throw refused;
    }
}

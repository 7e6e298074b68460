package io.meshclient.discovery.kubernetes;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.Listener;
import io.meshclient.discovery.Subscription;
import io.meshclient.discovery.WatchedDiscovery;
import io.meshclient.time.MeshRuntime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Endpoints from the EndpointSlices of a Kubernetes cluster, listed once and then pushed. A target is
 * {@code service}, {@code service.namespace}, or either with {@code :port}, a port's name; without one the only port
 * counts, or the one named {@code http}. Ready endpoints are healthy, those that serve while they terminate are draining,
 * others are left out. Safe for use by many threads; it has one daemon thread for each service that is watched.
 */
public final class KubernetesDiscovery implements Discovery {

    /** The metadata key of an endpoint's pod. */
    public static final String POD = "kubernetes.pod";

    /** The metadata key of the node that an endpoint runs on. */
    public static final String NODE = "kubernetes.node";

    /** The metadata key of the zones that are to call an endpoint, between commas. */
    public static final String FOR_ZONES = "kubernetes.for-zones";

    /** The metadata key of the nodes that are to call an endpoint, between commas. */
    public static final String FOR_NODES = "kubernetes.for-nodes";

    static final int MAX_BYTES = 32 << 20;

    private final WatchedDiscovery watched;

    private KubernetesDiscovery(KubernetesSource source) {
        watched = new WatchedDiscovery(source);
    }

    /**
     * Starts with the usual settings: inside a pod its service account, elsewhere the user's kubeconfig.
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Subscription subscribe(String target, Listener listener) {
        return watched.subscribe(target, listener);
    }

    @Override
    public void close() {
        watched.close();
    }

    /** Builds Kubernetes discoveries. Each setting is the property of the same name. Not for use by several threads. */
    public static final class Builder {
        private String apiServer = "";
        private String kubeconfig = "";
        private String context = "";
        private String namespace = "";
        private String tokenFile = "";
        private String caFile = "";
        private boolean allowInsecure;
        private AddressFamily addressFamily = AddressFamily.PREFER_IPV4;
        private int pageSize = 100;
        private Duration timeout = Duration.ofSeconds(10);
        private Duration watchTimeout = Duration.ofMinutes(5);
        private int maxBytes = MAX_BYTES;
        private @Nullable MeshRuntime runtime;
        private AccessSources.Surroundings surroundings = AccessSources.Surroundings.real();

        private Builder() {}

        /**
         * Where the API server is.
         *
         * @param url such as {@code https://10.0.0.1:6443}; empty for what pod or kubeconfig say
         * @return this
         */
        public Builder apiServer(String url) {
            apiServer = url.trim();
            return this;
        }

        /**
         * The kubeconfig to use.
         *
         * @param path a file; empty for the pod's service account or the user's own file
         * @return this
         */
        public Builder kubeconfig(String path) {
            kubeconfig = path.trim();
            return this;
        }

        /**
         * The context of the kubeconfig to use.
         *
         * @param name a context's name; empty for the current one
         * @return this
         */
        public Builder context(String name) {
            context = name.trim();
            return this;
        }

        /**
         * The namespace of services whose target names none.
         *
         * @param name a namespace; empty for the pod's own, or the context's
         * @return this
         */
        public Builder namespace(String name) {
            namespace = name.trim();
            return this;
        }

        /**
         * The file with the bearer token, read before each request.
         *
         * @param path a file; empty for the pod's own
         * @return this
         */
        public Builder tokenFile(String path) {
            tokenFile = path.trim();
            return this;
        }

        /**
         * The certificates that the API server's must be signed by, read before each request.
         *
         * @param path a PEM file; empty for the pod's own, or what the JVM trusts
         * @return this
         */
        public Builder caFile(String path) {
            caFile = path.trim();
            return this;
        }

        /**
         * Whether the API server may go unchecked, and a token over clear text.
         *
         * @param allowed only on a developer's machine
         * @return this
         */
        public Builder allowInsecure(boolean allowed) {
            allowInsecure = allowed;
            return this;
        }

        /**
         * Which addresses are used in dual-stack clusters.
         *
         * @param family the preferred, or only, one
         * @return this
         */
        public Builder addressFamily(AddressFamily family) {
            addressFamily = family;
            return this;
        }

        /**
         * How many slices are asked for at once.
         *
         * @param slices at least 1
         * @return this
         */
        public Builder pageSize(int slices) {
            pageSize = slices;
            return this;
        }

        /**
         * How long the API server may take for a page of a list, and to begin a watch.
         *
         * @param time above zero
         * @return this
         */
        public Builder timeout(Duration time) {
            timeout = time;
            return this;
        }

        /**
         * After how long a watch is begun anew: after this time, or down to half of it at random.
         *
         * @param time at least a second
         * @return this
         */
        public Builder watchTimeout(Duration time) {
            watchTimeout = time;
            return this;
        }

        /**
         * How large a list, or an event of a watch, may be.
         *
         * @param bytes above zero
         * @return this
         */
        public Builder maxBytes(int bytes) {
            maxBytes = bytes;
            return this;
        }

        /**
         * Time, timers and randomness to use.
         *
         * @param used not closed with the discovery
         * @return this
         */
        public Builder runtime(MeshRuntime used) {
            runtime = used;
            return this;
        }

        Builder surroundings(AccessSources.Surroundings found) {
            surroundings = found;
            return this;
        }

        /**
         * Makes the discovery; nobody is asked yet.
         *
         * @return it
         * @throws IllegalArgumentException if settings contradict each other
         */
        public KubernetesDiscovery build() {
            Options options = new Options(
                    apiServer,
                    kubeconfig,
                    context,
                    namespace,
                    tokenFile,
                    caFile,
                    allowInsecure,
                    addressFamily,
                    pageSize,
                    timeout,
                    watchTimeout,
                    maxBytes);
            MeshRuntime used = runtime == null ? MeshRuntime.system() : runtime;
            Runnable afterwards = runtime == null ? used::close : () -> {};
            Access.Source access = AccessSources.of(options, surroundings);
            return new KubernetesDiscovery(new KubernetesSource(options, access, used, afterwards));
        }
    }
}

package io.meshclient.discovery.kubernetes;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The ways to the API server: the URL that was set, the kubeconfig that was set, the pod's service account, the user's
 * kubeconfig; the first that there is.
 */
final class AccessSources {

    private static final String DEFAULT_NAMESPACE = "default";

    private final Options options;
    private final Surroundings surroundings;

    private AccessSources(Options options, Surroundings surroundings) {
        this.options = options;
        this.surroundings = surroundings;
    }

    /** The environment's variables. */
    @FunctionalInterface
    interface Environment {

        /** A variable; null if not set. */
        @Nullable
        String get(String name);
    }

    /**
     * What a process finds around it.
     *
     * @param environment its variables
     * @param serviceAccount where a pod has its token
     * @param home the user's directory
     */
    record Surroundings(Environment environment, Path serviceAccount, Path home) {

        /** Those of this process. */
        static Surroundings real() {
            return new Surroundings(
                    System::getenv,
                    Path.of("/var/run/secrets/kubernetes.io/serviceaccount"),
                    Path.of(System.getProperty("user.home", ".")));
        }

        String variable(String name) {
            String value = environment.get(name);
            return value == null ? "" : value;
        }
    }

    static Access.Source of(Options options, Surroundings surroundings) {
        return new AccessSources(options, surroundings)::read;
    }

    private Access read() throws IOException {
        if (!options.apiServer().isEmpty()) {
            return explicit();
        }
        if (!options.kubeconfig().isEmpty()) {
            return Kubeconfig.read(Path.of(options.kubeconfig()), options);
        }
        if (!surroundings.variable("KUBERNETES_SERVICE_HOST").isEmpty()) {
            return inCluster();
        }
        return Kubeconfig.read(usersKubeconfig(), options);
    }

    private Access explicit() throws IOException {
        Path token = Path.of(options.tokenFile());
        Access.Tls tls = new Access.Tls(
                options.caFile().isEmpty() ? null : Texts.read(Path.of(options.caFile()), "the CA file"),
                null,
                null,
                options.allowInsecure());
        HttpUrl server = Texts.server(options.apiServer());
        String read = options.tokenFile().isEmpty() ? null : Texts.token(token);
        Texts.checkSecrecy(server, read, options);
        return new Access(server, read, tls, orDefault(options.namespace()));
    }

    private Access inCluster() throws IOException {
        String host = surroundings.variable("KUBERNETES_SERVICE_HOST");
        String port = surroundings.variable("KUBERNETES_SERVICE_PORT");
        String bracketed = host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
        HttpUrl server = Texts.server("https://" + bracketed + (port.isEmpty() ? "" : ":" + port));
        Path account = surroundings.serviceAccount();
        Path token = options.tokenFile().isEmpty() ? account.resolve("token") : Path.of(options.tokenFile());
        Path authorities = options.caFile().isEmpty() ? account.resolve("ca.crt") : Path.of(options.caFile());
        Path namespace = account.resolve("namespace");
        String own = !options.namespace().isEmpty() || !Files.isReadable(namespace)
                ? options.namespace()
                : Texts.read(namespace, "the pod's namespace").trim();
        Access.Tls tls = new Access.Tls(Texts.read(authorities, "the CA file"), null, null, options.allowInsecure());
        return new Access(server, Texts.token(token), tls, orDefault(own));
    }

    private Path usersKubeconfig() throws IOException {
        String named = surroundings.variable("KUBECONFIG");
        if (named.indexOf(File.pathSeparatorChar) >= 0) {
            throw new IOException("KUBECONFIG names several files, which are not merged here; name one in "
                    + "mesh.client.discovery.kubernetes.kubeconfig");
        }
        Path file = named.isEmpty() ? surroundings.home().resolve(".kube").resolve("config") : Path.of(named);
        if (!Files.exists(file)) {
            throw new IOException(
                    "There is no way to the API server: this is no pod (KUBERNETES_SERVICE_HOST is not set), and "
                            + file + " does not exist; set mesh.client.discovery.kubernetes.api-server or .kubeconfig");
        }
        return file;
    }

    static String orDefault(String namespace) {
        return namespace.isEmpty() ? DEFAULT_NAMESPACE : namespace;
    }
}

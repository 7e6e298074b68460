package io.meshclient.discovery.kubernetes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** A kubeconfig that says who we are by a token or by a client certificate. Everything else is refused by name. */
final class Kubeconfig {

    private static final Map<String, String> REFUSED_OF_USER = Map.of(
            "exec", "gets its credentials from a program, and mesh-client starts none",
            "auth-provider", "uses an auth-provider, which Kubernetes itself has removed",
            "username", "uses a password, which Kubernetes itself has removed",
            "as", "acts as somebody else, which is not supported");
    private static final String HELP = "; use a service account's token or a client certificate";
    private static final List<String> REFUSED_OF_CLUSTER = List.of("proxy-url", "tls-server-name");

    private final Path file;
    private final Options options;

    private Kubeconfig(Path file, Options options) {
        this.file = file;
        this.options = options;
    }

    static Access read(Path file, Options options) throws IOException {
        String text = Texts.read(file, "the kubeconfig");
        Object root;
        try {
            root = new Load(LoadSettings.builder().setLabel("kubeconfig").build()).loadFromString(text);
        } catch (YamlEngineException e) {
            // Its message quotes the line, which may be a token's.
            throw new IOException("The kubeconfig " + file + " is no YAML");
        }
        return new Kubeconfig(file, options).access(Node.of(root, "The kubeconfig " + file));
    }

    private Access access(Node root) throws IOException {
        String name = options.context().isEmpty() ? root.text("current-context") : options.context();
        if (name.isEmpty()) {
            throw new IOException(
                    "The kubeconfig " + file + " has no current-context; set mesh.client.discovery.kubernetes.context");
        }
        Node context = root.named("contexts", name, "context");
        Node cluster = root.named("clusters", context.text("cluster"), "cluster");
        Node user = context.text("user").isEmpty()
                ? Node.of(null, "No user")
                : root.named("users", context.text("user"), "user");
        refuse(cluster, user);
        HttpUrl server = Texts.server(cluster.text("server"));
        String token = token(user);
        Texts.checkSecrecy(server, token, options);
        String namespace = options.namespace().isEmpty() ? context.text("namespace") : options.namespace();
        return new Access(server, token, tls(cluster, user), AccessSources.orDefault(namespace));
    }

    private static void refuse(Node cluster, Node user) throws IOException {
        for (Map.Entry<String, String> refused : REFUSED_OF_USER.entrySet()) {
            if (user.has(refused.getKey())) {
                throw new IOException(user + " " + refused.getValue() + " (" + refused.getKey() + ")" + HELP);
            }
        }
        for (String refused : REFUSED_OF_CLUSTER) {
            if (cluster.has(refused)) {
                throw new IOException(cluster + " has " + refused + ", which is not supported");
            }
        }
    }

    private @Nullable String token(Node user) throws IOException {
        String token = user.text("token");
        String path = user.text("tokenFile");
        if (!path.isEmpty()) {
            return Texts.token(resolve(path)); // wins over the token, as in kubectl
        }
        return token.isEmpty() ? null : Texts.token(token, "The token of " + user);
    }

    private Access.Tls tls(Node cluster, Node user) throws IOException {
        boolean insecure = cluster.truth("insecure-skip-tls-verify");
        if (insecure && !options.allowInsecure()) {
            throw new IOException(
                    cluster + " has insecure-skip-tls-verify: whoever stands between could read the token; "
                            + "give it certificate-authority-data, or set mesh.client.discovery.kubernetes.allow-insecure");
        }
        String certificate = pem(user, "client-certificate");
        String key = pem(user, "client-key");
        if ((certificate == null) != (key == null)) {
            throw new IOException(user + " has a client certificate without its key, or a key without its certificate");
        }
        return new Access.Tls(pem(cluster, "certificate-authority"), certificate, key, insecure);
    }

    /** What stands there as data, or else in a file. */
    private @Nullable String pem(Node node, String key) throws IOException {
        String data = node.text(key + "-data");
        if (!data.isEmpty()) {
            try {
                return new String(Base64.getMimeDecoder().decode(data), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                throw new IOException(node + " has " + key + "-data that is no base64", e);
            }
        }
        String path = node.text(key);
        return path.isEmpty() ? null : Texts.read(resolve(path), key + " of " + node);
    }

    private Path resolve(String path) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? Path.of(path) : folder.resolve(path);
    }

    /** A map of the file, with what it is called in messages. */
    private record Node(Map<?, ?> map, String label) {

        static Node of(@Nullable Object value, String label) throws IOException {
            if (value == null) {
                return new Node(Map.of(), label);
            }
            if (value instanceof Map<?, ?> map) {
                return new Node(map, label);
            }
            throw new IOException(label + " is not what it should be, a map of keys");
        }

        boolean has(String key) {
            return map.get(key) != null;
        }

        String text(String key) throws IOException {
            Object value = map.get(key);
            if (value == null) {
                return "";
            }
            if (value instanceof Map || value instanceof List) {
                throw new IOException(label + " has a '" + key + "' that is no text");
            }
            return value.toString().trim();
        }

        boolean truth(String key) throws IOException {
            return text(key).equals("true");
        }

        /** The entry of a list such as {@code users}, whose content stands under a key such as {@code user}. */
        Node named(String list, String name, String key) throws IOException {
            String what = key.substring(0, 1).toUpperCase(Locale.ROOT) + key.substring(1) + " '" + name + "'";
            if (map.get(list) instanceof List<?> entries) {
                for (Object entry : entries) {
                    Node node = of(entry, label + ", " + list);
                    if (node.text("name").equals(name)) {
                        return of(node.map.get(key), what + " of the kubeconfig");
                    }
                }
            }
            throw new IOException(label + " has no " + key + " '" + name + "'");
        }

        @Override
        public String toString() {
            return label; // the content has secrets
        }
    }
}

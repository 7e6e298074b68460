package io.meshclient.discovery.kubernetes;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.DiscoveryProvider;
import io.meshclient.policy.ConfigKey;
import io.meshclient.policy.Parsers;
import io.meshclient.policy.Settings;
import io.meshclient.time.MeshRuntime;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Makes the discovery {@code kubernetes} from properties. */
public final class KubernetesDiscoveryProvider implements DiscoveryProvider {

    private static final int LARGEST = 1 << 30;
    private static final int LEAST = 1 << 16;

    private static final ConfigKey<String> NAMESPACE = text(
            "namespace",
            "text",
            "a namespace",
            "The namespace of services whose target names none",
            "the pod's own, or the one of the kubeconfig's context");
    private static final ConfigKey<String> API_SERVER = text(
            "api-server",
            "URL",
            "a URL such as https://10.0.0.1:6443",
            "Where the API server is",
            "a pod knows it; elsewhere a kubeconfig does");
    private static final ConfigKey<String> KUBECONFIG = text(
            "kubeconfig",
            "path",
            "a file",
            "The kubeconfig to use: with a token, or a client certificate",
            "a pod needs none; elsewhere KUBECONFIG or ~/.kube/config is read");
    private static final ConfigKey<String> CONTEXT = text(
            "context",
            "text",
            "a context of the kubeconfig",
            "The context of the kubeconfig to use",
            "its current-context");
    private static final ConfigKey<String> TOKEN_FILE = text(
            "token-file",
            "path",
            "a file",
            "The file with the bearer token, read before each request",
            "a pod's token is where Kubernetes puts it; it is rotated");
    private static final ConfigKey<String> CA_FILE = text(
            "ca-file",
            "path",
            "a PEM file",
            "The certificates that the API server's must be signed by, read before each request",
            "a pod's are where Kubernetes puts them; with api-server, what the JVM trusts");
    private static final ConfigKey<Boolean> ALLOW_INSECURE = new ConfigKey<>(
            "allow-insecure",
            "boolean",
            "false",
            "true, false",
            "Whether the API server may go unchecked, and a token over clear text",
            "whoever stands between could read the token and answer what he likes",
            Parsers::bool);
    private static final ConfigKey<String> ADDRESS_FAMILY = new ConfigKey<>(
            "address-family",
            "word",
            AddressFamily.PREFER_IPV4.word(),
            String.join(", ", AddressFamily.words()),
            "Which addresses are used of pods that have several",
            "a pod must not count twice; IPv4 is what most clusters have",
            Parsers.oneOf("an address family", AddressFamily.words()));
    private static final ConfigKey<Integer> PAGE_SIZE = new ConfigKey<>(
            "page-size",
            "whole number",
            "100",
            "1 to 10000",
            "How many slices are asked for at once",
            "10,000 endpoints, some 3 MB",
            Parsers.integer(1, 10_000));
    private static final ConfigKey<Duration> TIMEOUT = new ConfigKey<>(
            "timeout",
            "duration",
            "10s",
            Parsers.POSITIVE_DURATIONS,
            "How long the API server may take for a page of a list, and to begin a watch",
            "a busy server needs some seconds",
            Parsers::positiveDuration);
    private static final ConfigKey<Duration> WATCH_TIMEOUT = new ConfigKey<>(
            "watch-timeout",
            "duration",
            "5m",
            "a duration of at least 1s, such as 5m",
            "After how long a watch is begun anew; down to half of it at random",
            "what client-go takes; it also bounds how long a silent HTTP/1.1 connection is believed",
            KubernetesDiscoveryProvider::watchTimeout);
    private static final ConfigKey<Integer> MAX_BYTES = new ConfigKey<>(
            "max-bytes",
            "whole number",
            String.valueOf(KubernetesDiscovery.MAX_BYTES),
            LEAST + " to " + LARGEST,
            "How large a list, or an event of a watch, may be",
            "some 100,000 endpoints; an answer gone wrong must not take the heap",
            Parsers.integer(LEAST, LARGEST));

    /** For {@link java.util.ServiceLoader}. */
    public KubernetesDiscoveryProvider() {}

    private static ConfigKey<String> text(String name, String kind, String allowed, String meaning, String reason) {
        return new ConfigKey<>(name, kind, "", allowed, meaning, reason, Function.identity());
    }

    private static Duration watchTimeout(String text) {
        Duration time = Parsers.positiveDuration(text);
        if (time.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("is below a second");
        }
        return time;
    }

    @Override
    public String name() {
        return "kubernetes";
    }

    @Override
    public List<ConfigKey<?>> keys() {
        return List.of(
                NAMESPACE,
                API_SERVER,
                KUBECONFIG,
                CONTEXT,
                TOKEN_FILE,
                CA_FILE,
                ALLOW_INSECURE,
                ADDRESS_FAMILY,
                PAGE_SIZE,
                TIMEOUT,
                WATCH_TIMEOUT,
                MAX_BYTES);
    }

    @Override
    public Discovery create(Settings settings, MeshRuntime runtime) {
        return KubernetesDiscovery.builder()
                .namespace(settings.get(NAMESPACE))
                .apiServer(settings.get(API_SERVER))
                .kubeconfig(settings.get(KUBECONFIG))
                .context(settings.get(CONTEXT))
                .tokenFile(settings.get(TOKEN_FILE))
                .caFile(settings.get(CA_FILE))
                .allowInsecure(settings.get(ALLOW_INSECURE))
                .addressFamily(AddressFamily.ofWord(settings.get(ADDRESS_FAMILY)))
                .pageSize(settings.get(PAGE_SIZE))
                .timeout(settings.get(TIMEOUT))
                .watchTimeout(settings.get(WATCH_TIMEOUT))
                .maxBytes(settings.get(MAX_BYTES))
                .runtime(runtime)
                .build();
    }
}

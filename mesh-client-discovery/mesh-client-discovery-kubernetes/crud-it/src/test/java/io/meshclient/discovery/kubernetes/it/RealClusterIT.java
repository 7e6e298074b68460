package io.meshclient.discovery.kubernetes.it;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.kubernetes.KubernetesDiscovery;
import io.meshclient.discovery.testkit.DiscoveryContract;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import java.io.File;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract on a real kube-apiserver; see docs/discovery/kubernetes.md for how to run it. */
@NeedsCluster
final class RealClusterIT extends DiscoveryContract {

    private static final String NAMESPACE = System.getProperty("mesh.kubernetes.namespace", "default");
    private static final Set<EndpointSlice> MADE = new HashSet<>();

    private static KubernetesClient client;

    private static File kubeconfig() {
        return new File(System.getProperty(NeedsCluster.KUBECONFIG));
    }

    @BeforeAll
    static void connect() {
        client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig()))
                .build();
    }

    @AfterAll
    static void cleanUp() {
        MADE.forEach(slice -> client.resource(slice).inNamespace(NAMESPACE).delete());
        client.close();
    }

    @Override
    protected Discovery create() {
        return KubernetesDiscovery.builder()
                .kubeconfig(kubeconfig().toString())
                .namespace(NAMESPACE)
                .runtime(runtime())
                .build();
    }

    /** As many as their controller puts into one slice. */
    @Override
    protected int most() {
        return 100;
    }

    @Override
    protected Duration patience() {
        return Duration.ofSeconds(30);
    }

    @Override
    protected void publish(String target, EndpointSet set) {
        EndpointSlice slice = new EndpointSliceBuilder()
                .withNewMetadata()
                .withName("mesh-client-test-" + target)
                .withNamespace(NAMESPACE)
                .withLabels(Map.of(
                        "kubernetes.io/service-name",
                        target,
                        "endpointslice.kubernetes.io/managed-by",
                        "mesh-client-test"))
                .endMetadata()
                .withAddressType("IPv4")
                .addNewPort()
                .withName("http")
                .withProtocol("TCP")
                .withPort(80)
                .endPort()
                .withEndpoints(
                        set.endpoints().stream().map(RealClusterIT::endpoint).toList())
                .build();
        MADE.removeIf(
                made -> made.getMetadata().getName().equals(slice.getMetadata().getName()));
        MADE.add(slice);
        client.resource(slice).inNamespace(NAMESPACE).serverSideApply();
    }

    private static io.fabric8.kubernetes.api.model.discovery.v1.Endpoint endpoint(Endpoint endpoint) {
        return new EndpointBuilder().withAddresses(List.of(endpoint.host())).build();
    }
}

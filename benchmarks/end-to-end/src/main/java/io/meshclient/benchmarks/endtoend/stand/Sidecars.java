package io.meshclient.benchmarks.endtoend.stand;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The proxies between one contender and the backends: none, one, or a pair. The last one is the egress. */
public final class Sidecars implements AutoCloseable {
    private final List<Envoy> envoys;
    private final List<HostPort> targets;

    private Sidecars(List<Envoy> envoys, List<HostPort> targets) {
        this.envoys = envoys;
        this.targets = targets;
    }

    /** Starts as many hops as asked for (0 to 2). */
    public static Sidecars start(int hops, Tools tools, List<HostPort> backends, Path directory) throws IOException {
        return switch (hops) {
            case 0 -> new Sidecars(List.of(), backends);
            case 1 -> single(tools, backends, directory);
            case 2 -> pair(tools, backends, directory);
            default -> throw new IllegalArgumentException("hops: 0 to 2, not " + hops);
        };
    }

    private static Sidecars single(Tools tools, List<HostPort> backends, Path directory) throws IOException {
        Envoy egress = egress(tools, backends, directory);
        return new Sidecars(List.of(egress), List.of(egress.listener(EnvoyConfig.EGRESS)));
    }

    private static Sidecars pair(Tools tools, List<HostPort> backends, Path directory) throws IOException {
        Envoy ingress = Envoy.start(tools.requireEnvoy(), EnvoyConfig.ingress(backends), directory.resolve("ingress"));
        try {
            List<HostPort> behind = new ArrayList<>();
            for (int index = 0; index < backends.size(); index++) {
                behind.add(ingress.listener(EnvoyConfig.ingressName(index)));
            }
            Envoy egress = egress(tools, behind, directory);
            return new Sidecars(List.of(ingress, egress), List.of(egress.listener(EnvoyConfig.EGRESS)));
        } catch (IOException e) {
            ingress.close();
            throw e;
        }
    }

    private static Envoy egress(Tools tools, List<HostPort> upstreams, Path directory) throws IOException {
        return Envoy.start(tools.requireEnvoy(), EnvoyConfig.egress(upstreams), directory.resolve("egress"));
    }

    /** What the client calls. */
    public List<HostPort> targets() {
        return targets;
    }

    public boolean isEmpty() {
        return envoys.isEmpty();
    }

    /** Retries that the egress proxy made. */
    public long retries() throws IOException {
        return egressCounter("upstream_rq_retry");
    }

    /** Hosts that the egress proxy took out. */
    public long ejections() throws IOException {
        return egressCounter("outlier_detection.ejections_enforced_total");
    }

    private long egressCounter(String name) throws IOException {
        return isEmpty() ? 0 : envoys.get(envoys.size() - 1).counter("cluster." + EnvoyConfig.SERVICE + "." + name);
    }

    public long cpuMicros() throws IOException {
        long sum = 0;
        for (Envoy envoy : envoys) {
            sum += ProcessUsage.cpuMicros(envoy.pid());
        }
        return sum;
    }

    public double rssMebibytes() throws IOException {
        double sum = 0;
        for (Envoy envoy : envoys) {
            sum += ProcessUsage.rssMebibytes(envoy.pid());
        }
        return sum;
    }

    @Override
    public void close() throws IOException {
        for (Envoy envoy : envoys) {
            envoy.close();
        }
    }
}

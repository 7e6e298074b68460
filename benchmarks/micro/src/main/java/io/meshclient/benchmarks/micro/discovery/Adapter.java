package io.meshclient.benchmarks.micro.discovery;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.consul.ConsulDiscovery;
import io.meshclient.discovery.dns.DnsDiscovery;
import io.meshclient.discovery.eureka.EurekaDiscovery;
import io.meshclient.discovery.file.FileDiscovery;
import io.meshclient.discovery.kubernetes.KubernetesDiscovery;
import io.meshclient.discovery.zookeeper.ZooKeeperDiscovery;
import io.meshclient.samples.registries.RegistryKind;
import io.meshclient.time.MeshRuntime;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The registries that there are modules for. */
enum Adapter {
    FILE(RegistryKind.FILE, Integer.MAX_VALUE, "orders") {
        @Override
        Source source(int endpoints) throws Exception {
            return new FileSource(endpoints);
        }

        @Override
        Discovery discovery(String address, MeshRuntime runtime) {
            return FileDiscovery.of(address);
        }
    },
    CONSUL(RegistryKind.CONSUL, Integer.MAX_VALUE, "orders") {
        @Override
        Source source(int endpoints) throws Exception {
            return new HttpSource(this, "", Answers.consul(endpoints));
        }

        @Override
        Discovery discovery(String address, MeshRuntime runtime) {
            return ConsulDiscovery.of(Map.of("url", address), runtime);
        }
    },
    EUREKA(RegistryKind.EUREKA, Integer.MAX_VALUE, "orders") {
        @Override
        Source source(int endpoints) throws Exception {
            return new HttpSource(this, "/eureka", Answers.eureka(endpoints));
        }

        @Override
        Discovery discovery(String address, MeshRuntime runtime) {
            return EurekaDiscovery.builder()
                    .urls(address)
                    .interval(Duration.ofSeconds(1))
                    .runtime(runtime)
                    .build();
        }
    },
    KUBERNETES(null, Integer.MAX_VALUE, "orders") {
        @Override
        Source source(int endpoints) throws Exception {
            return new HttpSource(this, "", Answers.kubernetes(endpoints));
        }

        @Override
        Discovery discovery(String address, MeshRuntime runtime) {
            return KubernetesDiscovery.builder()
                    .apiServer(address)
                    .namespace("default")
                    .runtime(runtime)
                    .build();
        }
    },
    ZOOKEEPER(RegistryKind.ZOOKEEPER, Integer.MAX_VALUE, "orders") {
        @Override
        Source source(int endpoints) throws Exception {
            return new ZooKeeperSource(endpoints);
        }

        @Override
        Discovery discovery(String address, MeshRuntime runtime) {
            return ZooKeeperDiscovery.of(Map.of("connect", address), runtime);
        }
    },
    /** A message of DNS has 65,535 bytes at most. */
    DNS(RegistryKind.DNS, 1_000, "srv:///_http._tcp.orders.shop.test.") {
        @Override
        Source source(int endpoints) throws Exception {
            return new DnsSource(endpoints);
        }

        @Override
        Discovery discovery(String address, MeshRuntime runtime) {
            return DnsDiscovery.builder()
                    .servers(address)
                    .minTtl(Duration.ofSeconds(1))
                    .build(runtime);
        }
    };

    private final Optional<RegistryKind> kind;
    private final int most;
    private final String target;

    Adapter(@org.jspecify.annotations.Nullable RegistryKind kind, int most, String target) {
        this.kind = Optional.ofNullable(kind);
        this.most = most;
        this.target = target;
    }

    String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The real registry, if there is one that runs as a process. */
    Optional<RegistryKind> kind() {
        return kind;
    }

    /** What to subscribe to at the real registry. */
    String target() {
        return target;
    }

    boolean canName(int endpoints) {
        return endpoints <= most;
    }

    abstract Source source(int endpoints) throws Exception;

    /** With settings as they are by default, but where the README says otherwise. */
    abstract Discovery discovery(String address, MeshRuntime runtime);
}

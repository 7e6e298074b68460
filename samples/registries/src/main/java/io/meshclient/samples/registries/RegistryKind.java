package io.meshclient.samples.registries;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The registries that can be had as processes. The lower-case name is the word for them. */
public enum RegistryKind {
    CONSUL("Consul") {
        @Override
        Registry place(Path directory, Servers servers) throws IOException {
            return new Consul(servers.binary("consul", "Debian 11's package consul"), directory);
        }

        @Override
        public Optional<Membership> ownMembership(String address, Member member) {
            return Optional.of(new ConsulMembership(address, member));
        }
    },
    EUREKA("Eureka") {
        @Override
        Registry place(Path directory, Servers servers) throws IOException {
            return new Eureka(servers.classPath(), directory);
        }

        @Override
        public Optional<Membership> ownMembership(String address, Member member) {
            return Optional.of(new EurekaMembership(address, member));
        }
    },
    ZOOKEEPER("ZooKeeper") {
        @Override
        Registry place(Path directory, Servers servers) throws IOException {
            return new ZooKeeperRegistry(servers.classPath(), directory);
        }

        @Override
        public Optional<Membership> ownMembership(String address, Member member) {
            return Optional.of(new ZooKeeperMembership(address, member));
        }
    },
    DNS("dnsmasq") {
        @Override
        Registry place(Path directory, Servers servers) throws IOException {
            return new Dnsmasq(servers.binary("dnsmasq", "Debian's package dnsmasq-base"), directory);
        }
    },
    FILE("the file of endpoints") {
        @Override
        Registry place(Path directory, Servers servers) {
            return new EndpointsFile(directory);
        }
    };

    private final String label;

    RegistryKind(String label) {
        this.label = label;
    }

    /** What the registry is called in a sentence. */
    public String label() {
        return label;
    }

    /** The word for it, such as {@code consul}. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The registry with this word, if there is one. */
    public static Optional<RegistryKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    /**
     * A registry that is not started yet.
     *
     * @param directory for its files; is made
     * @throws MissingServerException if its server is not on this machine
     */
    public Registry on(Path directory) throws IOException {
        return place(java.nio.file.Files.createDirectories(directory.toAbsolutePath()), Servers.ofThisMachine());
    }

    abstract Registry place(Path directory, Servers servers) throws IOException;

    /** How an instance registers itself; nothing where whoever deploys it writes a list. */
    public Optional<Membership> ownMembership(String address, Member member) {
        return Optional.empty();
    }
}

package io.meshclient.samples.shop.registries;

import io.meshclient.samples.registries.Member;
import io.meshclient.samples.registries.OwnClasses;
import io.meshclient.samples.registries.RegistryKind;
import io.meshclient.samples.shop.Registry;
import io.meshclient.samples.shop.instance.InstanceServer;
import io.meshclient.samples.shop.process.JvmSpec;
import java.io.File;
import java.io.IOException;
import java.util.List;

/** One of the real registries, in the shape that the demo wants. */
final class NamedRegistry implements Registry {
    private final RegistryKind kind;
    private final io.meshclient.samples.registries.Registry registry;

    NamedRegistry(RegistryKind kind, io.meshclient.samples.registries.Registry registry) {
        this.kind = kind;
        this.registry = registry;
    }

    @Override
    public String label() {
        return kind.label();
    }

    @Override
    public String profile() {
        return kind.word();
    }

    @Override
    public String address() {
        return registry.address();
    }

    @Override
    public JvmSpec instance(Identity identity) {
        List<String> arguments = List.of(
                identity.service().host(),
                identity.name(),
                Integer.toString(identity.port()),
                kind.word(),
                registry.address());
        return new JvmSpec(identity.name(), RegisteredInstance.class, JvmSpec.SMALL, classPath(), arguments);
    }

    /** Only ZooKeeper needs a library to register with. */
    private String classPath() {
        return kind == RegistryKind.ZOOKEEPER
                ? System.getProperty("java.class.path")
                : String.join(
                        File.pathSeparator,
                        JvmSpec.classesWith(RegisteredInstance.class),
                        JvmSpec.classesWith(InstanceServer.class),
                        OwnClasses.path());
    }

    @Override
    public void deployed(Identity identity) throws IOException, InterruptedException {
        Member member = member(identity);
        if (kind.ownMembership(address(), member).isEmpty()) {
            registry.membershipOf(member).keep();
        }
    }

    private static Member member(Identity identity) {
        return new Member(identity.service().host(), identity.name(), identity.port());
    }

    @Override
    public void kill() throws IOException, InterruptedException {
        registry.kill();
    }

    @Override
    public void start() throws IOException, InterruptedException {
        registry.start();
    }
}

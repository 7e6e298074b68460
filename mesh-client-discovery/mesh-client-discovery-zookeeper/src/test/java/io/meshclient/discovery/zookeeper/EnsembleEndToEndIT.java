package io.meshclient.discovery.zookeeper;

/** Servers of the version that tests are compiled with. */
final class EnsembleEndToEndIT extends EnsembleEndToEnd {

    @Override
    String jars() {
        return "";
    }
}

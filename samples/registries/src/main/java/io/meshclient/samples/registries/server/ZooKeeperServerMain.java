package io.meshclient.samples.registries.server;

import org.apache.zookeeper.server.quorum.QuorumPeerMain;

/** ZooKeeper's own server. */
public final class ZooKeeperServerMain {
    private ZooKeeperServerMain() {}

    /** Argument: the configuration's file. */
    public static void main(String[] args) {
        QuorumPeerMain.main(args);
    }
}

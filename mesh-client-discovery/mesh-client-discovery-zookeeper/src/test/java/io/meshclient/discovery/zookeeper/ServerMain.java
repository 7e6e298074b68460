package io.meshclient.discovery.zookeeper;

import java.io.IOException;
import org.apache.zookeeper.server.quorum.QuorumPeerMain;

/** ZooKeeper's own server in a JVM that ends with the one that started it: its standard input ends then. */
final class ServerMain {

    private ServerMain() {}

    public static void main(String[] args) {
        Thread guard = new Thread(ServerMain::awaitEnd, "guard");
        guard.setDaemon(true);
        guard.start();
        QuorumPeerMain.main(args);
    }

    private static void awaitEnd() {
        try {
            while (System.in.read() >= 0) {
                // only its end matters
            }
        } catch (IOException e) {
            // that is the end as well
        }
        Runtime.getRuntime().halt(1);
    }
}

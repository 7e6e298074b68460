package io.meshclient.discovery.eureka;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The servers, and which of them is asked: the first until it fails, then the next, which is kept as long as it works. Not
 * for use by several threads.
 */
final class ServerRing {

    private final List<Server> servers;
    private final List<String> complaints = new ArrayList<>(); // of this round
    private int current;

    ServerRing(List<Server> servers) {
        this.servers = servers;
    }

    Server current() {
        return servers.get(current);
    }

    /** Every server may be asked once more. */
    void beginRound() {
        complaints.clear();
    }

    /** The current one failed, and the next is current; says whether it has not been asked in this round. */
    boolean next(IOException why) {
        complaints.add(current() + ": " + why.getMessage());
        current = (current + 1) % servers.size();
        return complaints.size() < servers.size();
    }

    /** What is wrong with the servers that were asked in this round; empty if nothing is. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }
}

package io.meshclient.samples.registries;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Ports that are free, and stay so while a server is away: below the range from which systems take those of outgoing
 * connections.
 */
final class Ports {
    private static final int FIRST = 10_000;
    private static final int LAST = 20_000;
    private static final int TRIES = 1_000;

    private Ports() {}

    static int free() throws IOException {
        return free(1).get(0);
    }

    static List<Integer> free(int count) throws IOException {
        Random random = new Random();
        Set<Integer> ports = new LinkedHashSet<>();
        for (int i = 0; i < TRIES && ports.size() < count; i++) {
            int port = random.nextInt(FIRST, LAST);
            if (isFree(port)) {
                ports.add(port);
            }
        }
        if (ports.size() < count) {
            throw new IOException("no " + count + " free ports between " + FIRST + " and " + LAST);
        }
        return List.copyOf(ports);
    }

    private static boolean isFree(int port) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket tcp = new ServerSocket(port, 1, loopback);
                DatagramSocket udp = new DatagramSocket(port, loopback)) {
            return tcp.isBound() && udp.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}

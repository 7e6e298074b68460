package io.meshclient.benchmarks.faults.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports of 127.0.0.1. */
public final class Ports {

    private Ports() {}

    /** Somewhere nobody listens. */
    public static String nobody() throws IOException {
        return "127.0.0.1:" + free();
    }

    /** One that is free at this moment. */
    public static int free() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return taken.getLocalPort();
        }
    }
}

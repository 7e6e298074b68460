package io.meshclient.okhttp;

import java.net.Socket;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which of our sockets is beneath one of TLS; OkHttp shows only the upper one. Holds neither longer than its user does. Safe for
 * use by many threads.
 */
final class Layers {

    private static final Map<Socket, EndpointSocket> BENEATH = new WeakHashMap<>();

    private Layers() {}

    static void put(Socket upper, Socket lower) {
        if (lower instanceof EndpointSocket ours) {
            synchronized (BENEATH) {
                BENEATH.put(upper, ours);
            }
        }
    }

    /** Ours beneath what OkHttp reads and writes, or that itself; null if it is somebody else's. */
    static @Nullable EndpointSocket beneath(Socket upper) {
        if (upper instanceof EndpointSocket ours) {
            return ours;
        }
        synchronized (BENEATH) {
            return BENEATH.get(upper);
        }
    }
}

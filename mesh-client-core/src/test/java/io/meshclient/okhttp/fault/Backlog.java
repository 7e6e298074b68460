package io.meshclient.okhttp.fault;

import io.meshclient.testing.LeakRule;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;

/** A listener that has no room for another connection: whoever connects now hears nothing. */
final class Backlog {

    private Backlog() {}

    static void fill(ServerSocket listener, LeakRule leaks) {
        for (int i = 0; i < 4; i++) {
            Socket socket = leaks.closing(new Socket());
            try {
                socket.connect(listener.getLocalSocketAddress(), 200);
            } catch (IOException full) {
                return;
            }
        }
        throw new IllegalStateException("There is still room in the backlog");
    }
}

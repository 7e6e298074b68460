package io.meshclient.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ServerSocketFactory;

/**
 * Server sockets whose connections send at once. A mock server writes headers and body apart, and otherwise waits 40 ms
 * between the two for the client's kernel to say that it has the first.
 */
final class PromptSockets extends ServerSocketFactory {

    @Override
    public ServerSocket createServerSocket() throws IOException {
        return new ServerSocket() {
            @Override
            public Socket accept() throws IOException {
                Socket accepted = super.accept();
                accepted.setTcpNoDelay(true);
                return accepted;
            }
        };
    }

    @Override
    public ServerSocket createServerSocket(int port) {
        throw bound();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) {
        throw bound();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
        throw bound();
    }

    private static UnsupportedOperationException bound() {
        return new UnsupportedOperationException("MockWebServer makes unbound sockets; nobody else uses this factory");
    }
}

package io.meshclient.okhttp;

import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/** Makes sockets that connect to one endpoint, whatever address they are given, and tell where they got to. */
final class EndpointSocketFactory extends SocketFactory {

    private final EndpointAddress address;
    private final @Nullable Destinations destinations;

    EndpointSocketFactory(EndpointAddress address, @Nullable Destinations destinations) {
        this.address = address;
        this.destinations = destinations;
    }

    @Override
    public Socket createSocket() {
        EndpointSocket socket = new EndpointSocket(address, destinations);
        ConnectTimer.watch(socket);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw connected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw connected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw connected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localAddress, int localPort) {
        throw connected();
    }

    private static UnsupportedOperationException connected() {
        return new UnsupportedOperationException("OkHttp makes unconnected sockets; nobody else uses this factory");
    }
}

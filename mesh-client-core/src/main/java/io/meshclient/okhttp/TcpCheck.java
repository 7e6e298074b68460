package io.meshclient.okhttp;

import io.meshclient.cluster.HealthProbe.Result;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** A check by a connection: healthy is who accepts one. */
final class TcpCheck implements EndpointChecker.Check {

    private final EndpointAddress address;
    private final Duration timeout;
    private final Socket socket;

    TcpCheck(EndpointAddress address, Duration timeout) {
        this.address = address;
        this.timeout = timeout;
        this.socket = new EndpointSocket(address, null);
    }

    @Override
    public Result result() {
        try (socket) {
            int millis = (int) Math.min(Integer.MAX_VALUE, Math.max(1, timeout.toMillis()));
            socket.connect(InetSocketAddress.createUnresolved("endpoint", address.port()), millis);
            return Result.passed("connected");
        } catch (IOException | RuntimeException e) {
            return Result.failed(EndpointChecker.text(e));
        }
    }

    @Override
    public void cancel() {
        try {
            socket.close();
        } catch (IOException e) {
            // it was going away
        }
    }
}

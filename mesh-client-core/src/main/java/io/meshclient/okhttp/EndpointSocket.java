package io.meshclient.okhttp;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;

/**
 * A socket that connects to its endpoint and counts its bytes, which is what can prove that a request was never sent.
 * Each counter is written by the one thread that uses that direction.
 */
final class EndpointSocket extends Socket {

    private final EndpointAddress address;
    private volatile long bytesIn;
    private volatile long bytesOut;

    EndpointSocket(EndpointAddress address) {
        this.address = address;
    }

    @Override
    public void connect(SocketAddress given, int timeoutMillis) throws IOException {
        InetAddress resolved = given instanceof InetSocketAddress inet ? inet.getAddress() : null;
        boolean mayBeLogical = address.isLiteral() || resolved == null || isLiteralHost((InetSocketAddress) given);
        InetAddress target = mayBeLogical ? address.resolve() : resolved;
        super.connect(new InetSocketAddress(target, address.port()), timeoutMillis);
    }

    /** For a logical URL whose host is an IP address OkHttp asks no Dns: what it gives us is then not the endpoint's. */
    private static boolean isLiteralHost(InetSocketAddress given) {
        return given.getHostString().equals(given.getAddress().getHostAddress());
    }

    long bytesIn() {
        return bytesIn;
    }

    long bytesOut() {
        return bytesOut;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new CountedInput(super.getInputStream());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new CountedOutput(super.getOutputStream());
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    private final class CountedInput extends FilterInputStream {

        CountedInput(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = in.read();
            if (value >= 0) {
                bytesIn++;
            }
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = in.read(buffer, offset, length);
            if (count > 0) {
                bytesIn += count;
            }
            return count;
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    private final class CountedOutput extends FilterOutputStream {

        CountedOutput(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int value) throws IOException {
            bytesOut++; // before it happens: a write that fails half-way has been sent, for all we know
            out.write(value);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            bytesOut += length;
            out.write(buffer, offset, length);
        }
    }
}

package io.meshclient.okhttp;

import io.meshclient.time.Ticker;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A socket that connects to its endpoint and counts its bytes, which is what can prove that a request was never sent.
 * Each counter is written by the one thread that uses that direction.
 */
final class EndpointSocket extends Socket {

    /**
     * So few bytes the kernel takes all at once or, failing, not at all, where nothing else waits to be sent: no system has
     * a smaller buffer (Linux: {@code SOCK_MIN_SNDBUF}). Of more it may take a part before it fails.
     */
    private static final int TAKEN_WHOLE = 2_048;

    private final EndpointAddress address;
    private final @Nullable Destinations destinations;
    private volatile @Nullable Ticker ticker; // null as long as nobody wants to know when it was heard
    private volatile long heardAt;
    private volatile long bytesIn;
    private volatile long bytesOut;
    private volatile boolean ended;
    private volatile long timedOutAfter = -1;

    EndpointSocket(EndpointAddress address, @Nullable Destinations destinations) {
        this.address = address;
        this.destinations = destinations;
    }

    @Override
    public void connect(SocketAddress given, int timeoutMillis) throws IOException {
        InetAddress asked = given instanceof InetSocketAddress inet ? inet.getAddress() : null;
        InetAddress target = address.target(asked);
        try {
            super.connect(new InetSocketAddress(target, address.port()), timeoutMillis);
        } catch (IOException e) {
            if (!target.equals(asked)) { // then OkHttp tells of another one
                address.connectFailed(target);
            }
            throw naming(target, e);
        }
        if (destinations != null) {
            destinations.reached(address, target);
        }
    }

    /** The JDK does not say where, and OkHttp names the port of the logical URL. */
    private IOException naming(InetAddress target, IOException failure) {
        String told = failure.getMessage() + ": " + target.getHostAddress() + " port " + address.port();
        IOException named;
        if (failure instanceof ConnectException) {
            named = new ConnectException(told);
        } else if (failure instanceof SocketTimeoutException) {
            named = new SocketTimeoutException(told);
        } else {
            return failure;
        }
        named.initCause(failure);
        return named;
    }

    /** There is no connection yet, and its time is up: whoever waits for bytes hears why there are none. */
    void connectTimedOut(long millis) {
        timedOutAfter = millis;
        try {
            close();
        } catch (IOException e) {
            // it was going away, and is now left to the one who reads it
        }
    }

    private IOException explained(IOException failure) {
        long millis = timedOutAfter;
        if (millis < 0) {
            return failure;
        }
        IOException timeout = new SocketTimeoutException("no TLS connection within " + millis + " ms");
        timeout.initCause(failure);
        return timeout;
    }

    /** From now on it knows when it was heard last; at the latest now. */
    void tellTime() {
        Ticker from = address.ticker();
        heardAt = from.nanos();
        ticker = from;
    }

    /** When bytes came last; means something once it tells time. */
    long heardAt() {
        return heardAt;
    }

    private void heard() {
        Ticker wanted = ticker;
        if (wanted != null) {
            heardAt = wanted.nanos();
        }
    }

    long bytesIn() {
        return bytesIn;
    }

    long bytesOut() {
        return bytesOut;
    }

    /** Whether the other side closed it, as was found by reading; TLS may have said so before there was an end to read. */
    boolean ended() {
        return ended;
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
            int value;
            try {
                value = in.read();
            } catch (IOException e) {
                throw explained(e);
            }
            if (value >= 0) {
                bytesIn++;
                heard();
            } else {
                ended = true;
            }
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count;
            try {
                count = in.read(buffer, offset, length);
            } catch (IOException e) {
                throw explained(e);
            }
            if (count > 0) {
                bytesIn += count;
                heard();
            } else if (count < 0) {
                ended = true;
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
            bytesOut++;
            try {
                out.write(value);
            } catch (IOException e) {
                bytesOut--;
                throw explained(e);
            }
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            bytesOut += length; // before it happens: a write that fails half-way has been sent, for all we know
            try {
                out.write(buffer, offset, length);
            } catch (IOException e) {
                bytesOut -= length <= TAKEN_WHOLE ? length : 0;
                throw explained(e);
            }
        }
    }
}

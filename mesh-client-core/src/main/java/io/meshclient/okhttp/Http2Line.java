package io.meshclient.okhttp;

import io.meshclient.time.Timers;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/**
 * One HTTP/2 connection, as the socket beneath it hears it. OkHttp tells nobody of its pings; but it sends one each interval,
 * whether there are streams or not, and so something comes back at least as often while the other side lives. Safe for use
 * by many threads.
 */
final class Http2Line {

    /** OkHttp's own measure of a pong that is late; shorter pauses are a server that collects garbage. */
    private static final long LEAST_SILENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** For one that nobody pings: what it still carries may be as quiet as this. */
    private static final long FAREWELL_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Socket carrier;
    private final EndpointSocket socket;
    private int timeouts;
    private long silentBytes;
    private long silentSince;

    /**
     * A line.
     *
     * @param carrier what OkHttp reads and writes
     * @param socket the same, or what is beneath it
     */
    Http2Line(Socket carrier, EndpointSocket socket) {
        this.carrier = carrier;
        this.socket = socket;
        socket.tellTime();
    }

    boolean isOf(Socket asked) {
        return carrier == asked;
    }

    boolean isClosed() {
        return socket.isClosed();
    }

    long bytesIn() {
        return socket.bytesIn();
    }

    /** Whether nothing has come for so long; a closed one is not silent any more. */
    boolean isSilentFor(long nanos, long now) {
        return now - socket.heardAt() > nanos && !isClosed();
    }

    /**
     * An attempt timed out on it.
     *
     * @param bytesBefore what had come when the attempt got it
     * @param since when that was
     * @param most so many in a row are too many; zero for none
     * @return whether they are, and not a byte has come since the first of them began
     */
    synchronized boolean timedOut(long bytesBefore, long since, long now, int most) {
        if (bytesIn() != bytesBefore || bytesBefore == 0) { // who was never heard will not be by another connection
            timeouts = 0;
            return false;
        }
        if (timeouts == 0 || silentBytes != bytesBefore || since - silentSince < 0) {
            silentSince = since;
        }
        timeouts = silentBytes == bytesBefore ? timeouts + 1 : 1;
        silentBytes = bytesBefore;
        return most > 0 && timeouts >= most && now - silentSince >= LEAST_SILENCE_NANOS;
    }

    /** It gets no new streams and no pings: closes it, with what it carries, if nothing comes for a minute. */
    void closeIfSilent(Timers timers) {
        long heard = bytesIn();
        timers.schedule(FAREWELL_NANOS, () -> {
            if (bytesIn() == heard) {
                close();
            }
        });
    }

    private void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // it was going away, and is now left to the one who reads it
        }
    }
}

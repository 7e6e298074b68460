package io.meshclient.okhttp;

import java.net.Socket;
import okhttp3.Connection;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt sees of the connection that carries it, from the moment on when it got it. An authenticator's second round
 * may get another one. For use by the attempt's thread.
 */
final class Carrier {

    private final EndpointPool pool;
    private final Socket socket; // what OkHttp reads and writes: ours, or TLS's above it
    private final @Nullable EndpointSocket own; // the same if it is ours: TLS counts records, not bytes of requests
    private final @Nullable Http2Line line; // null over HTTP/1.1
    private final boolean http2;
    private final long bytesInBefore;
    private final long bytesOutBefore;
    private boolean ended;

    Carrier(EndpointPool pool, Connection connection) {
        this.pool = pool;
        http2 = connection.protocol() == Protocol.HTTP_2 || connection.protocol() == Protocol.H2_PRIOR_KNOWLEDGE;
        socket = connection.socket();
        own = socket instanceof EndpointSocket ours ? ours : null;
        line = http2 ? pool.line(socket) : null;
        bytesInBefore = line != null ? line.bytesIn() : own == null ? 0 : own.bytesIn();
        bytesOutBefore = own == null ? 0 : own.bytesOut();
    }

    boolean isHttp2() {
        return http2;
    }

    /** Whether bytes came that can only be an answer to this attempt. */
    boolean anythingCame() {
        return own != null && !http2 && own.bytesIn() != bytesInBefore;
    }

    /** Whether it is proven that no byte of the request left. */
    boolean nothingLeft() {
        return own != null && !http2 && own.bytesOut() == bytesOutBefore;
    }

    /**
     * Looks before OkHttp gives the connection back, which closes what is left of it: TLS cannot tell who closed it. After a
     * goodbye of TLS's own it tells nothing at all; servers send a GOAWAY before one.
     */
    void lookForItsEnd() {
        ended = own != null ? own.ended() : socket.isInputShutdown();
    }

    /** Whether the other side had closed it when the request or its answer failed. */
    boolean ended() {
        return ended;
    }

    /**
     * The attempt's time was over.
     *
     * @param nothingCame no byte of an answer, as far as the attempt knows
     */
    void timedOut(boolean nothingCame, EndpointBinding binding, long since, long now) {
        Http2Line heard = line;
        if (heard != null
                && heard.timedOut(bytesInBefore, since, now, pool.policy().maxTimeouts())) {
            binding.fellSilent(pool, heard, now);
        } else if (!http2 && nothingCame) {
            pool.unheard();
        }
    }
}

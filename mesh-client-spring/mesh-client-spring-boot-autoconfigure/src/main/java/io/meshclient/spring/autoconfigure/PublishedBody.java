package io.meshclient.spring.autoconfigure;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A request's body that is published in parts. It is asked for one part at a time, so the publisher is as fast as the
 * connection. Whoever publishes may be unable to do so twice, so it is sent once.
 */
final class PublishedBody extends RequestBody {

    private final Publisher<? extends DataBuffer> parts;
    private final long length;
    private final boolean flushed;
    private final Mono<Void> stop;

    /** {@code flushed} sends each part at once; {@code timeout} is for all parts together, zero is none. */
    PublishedBody(
            Publisher<? extends DataBuffer> parts,
            long length,
            boolean flushed,
            Duration timeout,
            Mono<Void> canceled) {
        this.parts = parts;
        this.length = length;
        this.flushed = flushed;
        this.stop =
                timeout.isZero() ? canceled : canceled.mergeWith(after(timeout)).next();
    }

    /** The thread that writes waits for the publisher, where no timeout of OkHttp's can reach it. */
    private static Mono<Void> after(Duration timeout) {
        return Mono.delay(timeout)
                .then(Mono.error(() ->
                        new InterruptedIOException("The request's body was not published within the call timeout of "
                                + timeout.toMillis() + " ms")));
    }

    /** Null: the header that Spring set stays as it is. */
    @Override
    public @Nullable MediaType contentType() {
        return null;
    }

    @Override
    public long contentLength() {
        return length;
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        try (PublishedParts published = new PublishedParts()) {
            Flux.<DataBuffer>from(parts).takeUntilOther(stop).subscribe(published);
            for (DataBuffer part = published.next(); part != null; part = published.next()) {
                write(part, sink);
            }
        }
    }

    private void write(DataBuffer buffer, BufferedSink sink) throws IOException {
        try {
            buffer.asInputStream().transferTo(sink.outputStream());
        } finally {
            DataBufferUtils.release(buffer);
        }
        if (flushed) {
            sink.flush();
        }
    }
}

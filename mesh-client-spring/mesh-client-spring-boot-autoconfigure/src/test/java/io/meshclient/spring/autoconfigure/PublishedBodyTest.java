package io.meshclient.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import okio.Buffer;
import okio.BufferedSink;
import okio.ForwardingSink;
import okio.Okio;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferWrapper;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.core.io.buffer.PooledDataBuffer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What becomes of the buffers that a body is published in: each is released, written or not. */
class PublishedBodyTest {

    private final List<Counted> buffers =
            Stream.of("one ", "two ", "three").map(Counted::new).toList();

    @Test
    void everyBufferIsWrittenAndReleased() throws IOException {
        Buffer written = new Buffer();
        body(Flux.fromIterable(buffers), Mono.never()).writeTo(written);
        assertThat(written.readUtf8()).isEqualTo("one two three");
        assertThat(buffers).noneMatch(Counted::isAllocated);
    }

    @Test
    void oneBufferIsAskedForAtATime() throws IOException {
        List<Long> requests = new CopyOnWriteArrayList<>();
        body(Flux.fromIterable(buffers).doOnRequest(requests::add), Mono.never())
                .writeTo(new Buffer());
        assertThat(requests).containsOnly(1L);
    }

    @Test
    void whatABrokenConnectionLeavesIsReleased() {
        BufferedSink broken = Okio.buffer(new ForwardingSink(new Buffer()) {
            @Override
            public void write(Buffer source, long byteCount) throws IOException {
                throw new IOException("broken pipe");
            }
        });
        // With a flush behind each part, so that the first one fails.
        List<Counted> published = new CopyOnWriteArrayList<>();
        Flux<Counted> parts = Flux.fromIterable(buffers).doOnNext(published::add);
        PublishedBody body = new PublishedBody(parts, -1, true, Duration.ZERO, Mono.never());
        assertThatIOException().isThrownBy(() -> body.writeTo(broken)).withMessage("broken pipe");
        assertThat(published).isNotEmpty().noneMatch(Counted::isAllocated);
    }

    @Test
    void aCancelEndsTheWaitForThePublisher() {
        assertThatIOException()
                .isThrownBy(() -> body(Flux.never(), Mono.error(new IOException("Canceled")))
                        .writeTo(new Buffer()))
                .withMessage("Canceled");
    }

    private static PublishedBody body(Flux<? extends DataBuffer> parts, Mono<Void> canceled) {
        return new PublishedBody(parts, -1, false, Duration.ZERO, canceled);
    }

    /** A buffer of a pool, as Netty's are. */
    private static final class Counted extends DataBufferWrapper implements PooledDataBuffer {

        private int references = 1;

        Counted(String text) {
            super(DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public boolean isAllocated() {
            return references > 0;
        }

        @Override
        public PooledDataBuffer retain() {
            references++;
            return this;
        }

        @Override
        public PooledDataBuffer touch(Object hint) {
            return this;
        }

        @Override
        public boolean release() {
            return --references == 0;
        }
    }
}

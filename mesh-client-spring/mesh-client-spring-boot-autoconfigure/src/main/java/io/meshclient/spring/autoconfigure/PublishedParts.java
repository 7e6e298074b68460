package io.meshclient.spring.autoconfigure;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Signal;

/**
 * Waits for what a publisher has, one part at a time: nothing is asked for before it is wanted. What arrives after the close
 * is released. For one thread, besides the publisher's.
 */
final class PublishedParts extends BaseSubscriber<DataBuffer> implements AutoCloseable {

    private final BlockingQueue<Signal<DataBuffer>> arrived = new LinkedBlockingQueue<>();
    private volatile boolean closed;

    /** The next part, which is the caller's to release; null at the end. */
    @Nullable
    DataBuffer next() throws IOException {
        request(1);
        Signal<DataBuffer> signal = take();
        Throwable failure = signal.getThrowable();
        if (failure instanceof IOException io) {
            throw io;
        }
        if (failure != null) {
            throw new IOException("The request's body failed: " + failure, failure);
        }
        return signal.get();
    }

    private Signal<DataBuffer> take() throws IOException {
        try {
            return arrived.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    @Override
    public void close() {
        closed = true;
        cancel();
        releaseAll();
    }

    private void releaseAll() {
        for (Signal<DataBuffer> signal = arrived.poll(); signal != null; signal = arrived.poll()) {
            DataBufferUtils.release(signal.get());
        }
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        // Nothing is wanted yet.
    }

    @Override
    protected void hookOnNext(DataBuffer part) {
        arrived.add(Signal.next(part));
        if (closed) {
            releaseAll();
        }
    }

    @Override
    protected void hookOnComplete() {
        arrived.add(Signal.complete());
    }

    @Override
    protected void hookOnError(Throwable failure) {
        arrived.add(Signal.error(failure));
    }
}

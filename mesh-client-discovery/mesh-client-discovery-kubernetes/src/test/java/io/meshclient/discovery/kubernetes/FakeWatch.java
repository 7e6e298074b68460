package io.meshclient.discovery.kubernetes;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import mockwebserver3.MockResponseBody;
import okio.BufferedSink;

/** A stream that goes on until it is told to end. */
final class FakeWatch implements MockResponseBody {
    static final String END = "end";
    static final String BREAK = "break";

    final BlockingQueue<String> queue = new LinkedBlockingQueue<>();
    private final boolean chunked;
    private final BooleanSupplier closed;
    private final Consumer<FakeWatch> whenOver;

    FakeWatch(boolean chunked, BooleanSupplier closed, Consumer<FakeWatch> whenOver) {
        this.chunked = chunked;
        this.closed = closed;
        this.whenOver = whenOver;
    }

    @Override
    public long getContentLength() {
        return -1L;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        sink.flush();
        try {
            for (String next = take(); !next.equals(END); next = take()) {
                if (next.equals(BREAK)) {
                    sink.writeUtf8("broken off, which is no size of a chunk\r\n")
                            .flush();
                    return;
                }
                write(sink, next);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        } finally {
            whenOver.accept(this);
        }
        if (chunked) {
            sink.writeUtf8("0\r\n");
        }
    }

    private String take() throws InterruptedException {
        String next = null;
        while (next == null) {
            next = closed.getAsBoolean() ? BREAK : queue.poll(20, TimeUnit.MILLISECONDS);
        }
        return next;
    }

    private void write(BufferedSink sink, String text) throws IOException {
        if (chunked) {
            sink.writeHexadecimalUnsignedLong(text.length())
                    .writeUtf8("\r\n")
                    .writeUtf8(text)
                    .writeUtf8("\r\n");
        } else {
            sink.writeUtf8(text);
        }
        sink.flush();
    }
}

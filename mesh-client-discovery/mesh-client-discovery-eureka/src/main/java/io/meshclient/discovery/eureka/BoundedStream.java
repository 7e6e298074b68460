package io.meshclient.discovery.eureka;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that fails when it turns out to be too long, so that an endless answer does not fill the memory. */
final class BoundedStream extends FilterInputStream {

    private final long limit;
    private long taken;

    BoundedStream(InputStream in, long limit) {
        super(in);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        count(Math.max(0, read));
        return read;
    }

    private void count(int more) throws IOException {
        taken += more;
        if (taken > limit) {
            throw new AnswerException("its answer is larger than " + (limit >> 20) + " MB (max-answer-megabytes)");
        }
    }
}

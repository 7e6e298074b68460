package io.meshclient.discovery.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import okio.BufferedSource;

/** A body that is cut off beyond a limit, and that tells when the next read may have to wait. Not for several threads. */
final class BoundedInput extends InputStream {

    private final BufferedSource source;
    private final int limit;
    private final Runnable beforeWaiting;
    private long left;

    BoundedInput(BufferedSource source, int limit, Runnable beforeWaiting) {
        this.source = source;
        this.limit = limit;
        this.beforeWaiting = beforeWaiting;
        this.left = limit;
    }

    /** How much more may come. */
    int left() {
        return (int) left;
    }

    /** Counts from zero again. */
    void startAgain() {
        left = limit;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (source.getBuffer().exhausted()) {
            beforeWaiting.run();
        }
        int read = source.read(target, offset, length);
        left -= Math.max(0, read);
        if (left < 0) {
            throw new BadAnswerException(
                    "is larger than " + limit + " bytes: mesh.client.discovery.kubernetes.max-bytes bounds it");
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}

package io.meshclient.discovery.consul;

import java.io.IOException;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Source;

/** A body that fails when it is longer than allowed. */
final class LimitedSource extends ForwardingSource {

    private final long limit;
    private long read;

    LimitedSource(Source delegate, long limit) {
        super(delegate);
        this.limit = limit;
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
        long count = super.read(sink, byteCount);
        read += Math.max(count, 0);
        if (read > limit) {
            throw new ConsulException("Consul's answer is longer than " + limit + " bytes; see " + ConsulKeys.PREFIX
                    + ConsulKeys.MAX_ANSWER_BYTES);
        }
        return count;
    }
}

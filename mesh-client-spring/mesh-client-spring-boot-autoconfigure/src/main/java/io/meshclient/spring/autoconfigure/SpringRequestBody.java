package io.meshclient.spring.autoconfigure;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;
import org.springframework.http.StreamingHttpOutputMessage.Body;

/** A body that Spring writes. Only one that Spring can write again may be sent again. */
final class SpringRequestBody extends RequestBody {

    private final Body body;
    private final long length;

    SpringRequestBody(Body body, long length) {
        this.body = body;
        this.length = length;
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
        return !body.repeatable();
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        body.writeTo(sink.outputStream());
    }
}

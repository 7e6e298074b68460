package io.meshclient.okhttp;

import io.meshclient.outcome.CallReport;
import io.meshclient.outcome.MeshTimeoutException;
import io.meshclient.time.Timers;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import okhttp3.MediaType;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/** A response body under the call's deadline: when time is up, reading fails with the mesh's own exception. */
final class BodyDeadline extends ResponseBody {

    private final ResponseBody body;
    private final BufferedSource source;

    private BodyDeadline(ResponseBody body, BufferedSource source) {
        this.body = body;
        this.source = source;
    }

    /** The response with its body guarded, unless it is a stream without an end. */
    static Response within(
            Response response, Attempt attempt, CallScope scope, long deadline, Supplier<CallReport> report) {
        if (isEventStream(response)) {
            return response;
        }
        Timers.Timer timer = scope.timers().schedule(deadline - scope.now(), attempt::cancelBody);
        return guard(response, timer, attempt::bodyTimedOut, cause -> new MeshTimeoutException(report.get(), cause));
    }

    private static boolean isEventStream(Response response) {
        MediaType type = response.body().contentType();
        return type != null && type.type().equals("text") && type.subtype().equals("event-stream");
    }

    private static Response guard(
            Response response,
            Timers.Timer timer,
            BooleanSupplier expired,
            Function<IOException, MeshTimeoutException> explain) {
        ResponseBody body = response.body();
        ForwardingSource translated = new ForwardingSource(body.source()) {
            @Override
            public long read(Buffer sink, long byteCount) throws IOException {
                try {
                    long count = super.read(sink, byteCount);
                    if (count < 0) {
                        timer.cancel();
                    }
                    return count;
                } catch (IOException e) {
                    timer.cancel();
                    throw expired.getAsBoolean() ? explain.apply(e) : e;
                }
            }

            @Override
            public void close() throws IOException {
                timer.cancel();
                super.close();
            }
        };
        return response.newBuilder()
                .body(new BodyDeadline(body, Okio.buffer(translated)))
                .build();
    }

    @Override
    public @Nullable MediaType contentType() {
        return body.contentType();
    }

    @Override
    public long contentLength() {
        return body.contentLength();
    }

    @Override
    public BufferedSource source() {
        return source;
    }
}

package io.meshclient.spring.autoconfigure;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Collectors;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.AbstractClientHttpRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What WebClient writes. A body that comes as a whole (a {@code Mono}: JSON, text, forms) is kept and may be sent again; one
 * that comes in parts goes through as it comes, once.
 */
final class ReactiveRequest extends AbstractClientHttpRequest {

    private final HttpMethod method;
    private final URI uri;
    private byte @Nullable [] whole;
    private @Nullable Publisher<? extends DataBuffer> parts;
    private boolean flushed;

    ReactiveRequest(HttpMethod method, URI uri) {
        this.method = method;
        this.uri = uri;
    }

    /** Call once, when everything is written. */
    Request build(Duration bodyTimeout, Mono<Void> canceled) throws IOException {
        return OkHttpRequests.of(
                method,
                uri,
                getHeaders(),
                body(bodyTimeout, canceled),
                getAttributes().values());
    }

    private @Nullable RequestBody body(Duration timeout, Mono<Void> canceled) {
        if (whole != null) {
            return RequestBody.create(whole);
        }
        return parts == null
                ? null
                : new PublishedBody(parts, getHeaders().getContentLength(), flushed, timeout, canceled);
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
        if (body instanceof Mono<? extends DataBuffer> mono) {
            return doCommit(() -> mono.doOnNext(this::keep).then());
        }
        return doCommit(() -> Mono.fromRunnable(() -> parts = body));
    }

    @Override
    public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
        flushed = true;
        return writeWith(Flux.from(body).concatMap(part -> part, 1));
    }

    private void keep(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        whole = bytes;
    }

    @Override
    public Mono<Void> setComplete() {
        return doCommit();
    }

    @Override
    public HttpMethod getMethod() {
        return method;
    }

    @Override
    public URI getURI() {
        return uri;
    }

    @Override
    public DataBufferFactory bufferFactory() {
        return DefaultDataBufferFactory.sharedInstance;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T getNativeRequest() {
        return (T) this;
    }

    @Override
    protected void applyHeaders() {}

    @Override
    protected void applyCookies() {
        if (!getCookies().isEmpty()) {
            getHeaders()
                    .add(
                            HttpHeaders.COOKIE,
                            getCookies().values().stream()
                                    .flatMap(cookies -> cookies.stream().map(HttpCookie::toString))
                                    .collect(Collectors.joining("; ")));
        }
    }
}

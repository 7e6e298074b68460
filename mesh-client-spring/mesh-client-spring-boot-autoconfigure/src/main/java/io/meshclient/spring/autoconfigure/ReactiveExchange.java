package io.meshclient.spring.autoconfigure;

import java.io.IOException;
import java.util.concurrent.Executor;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.reactive.ClientHttpResponse;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Sinks;

/** One call, from its start to the response's headers. Disposing of it cancels the call. */
final class ReactiveExchange implements Callback, Disposable {

    private final MonoSink<ClientHttpResponse> sink;
    private final Executor reading;
    private final Sinks.Empty<Void> canceled = Sinks.empty();
    private volatile boolean disposed;
    private volatile @Nullable Call call;
    private volatile @Nullable Response response;

    ReactiveExchange(MonoSink<ClientHttpResponse> sink, Executor reading) {
        this.sink = sink;
        this.reading = reading;
    }

    /** Fails when the caller is no longer interested, so that a body that is being written can stop. */
    Mono<Void> canceled() {
        return canceled.asMono();
    }

    void start(Call started) {
        call = started;
        if (disposed) {
            started.cancel();
        }
        started.enqueue(this);
    }

    void fail(Exception failure) {
        if (!disposed) {
            sink.error(failure);
        }
    }

    @Override
    public void dispose() {
        disposed = true;
        canceled.tryEmitError(new IOException("Canceled"));
        Call running = call;
        if (running != null) {
            running.cancel();
        }
        closeUnlessTaken();
    }

    /** Is reached only while nobody has taken the response, who would close it. */
    private void closeUnlessTaken() {
        Response arrived = response;
        if (disposed && arrived != null) {
            arrived.close();
        }
    }

    @Override
    public boolean isDisposed() {
        return disposed;
    }

    @Override
    public void onFailure(Call failed, IOException failure) {
        fail(failure);
    }

    @Override
    public void onResponse(Call answered, Response arrived) {
        response = arrived;
        sink.success(new ReactiveResponse(answered, arrived, reading));
        closeUnlessTaken();
    }
}

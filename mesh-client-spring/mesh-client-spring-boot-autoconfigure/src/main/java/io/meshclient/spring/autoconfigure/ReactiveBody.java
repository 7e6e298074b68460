package io.meshclient.spring.autoconfigure;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.Call;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.Operators;

/**
 * Reads a response's body while there is demand, and gives what has arrived at once, so that events of a stream are not held
 * back. A thread is taken only while there is demand; {@code work} lets one of them in at a time.
 */
final class ReactiveBody implements Subscription, Runnable {

    private static final int LARGEST_PART = 8192;

    private final Call call;
    private final Response response;
    private final BufferedSource source;
    private final Executor executor;
    private final Subscriber<? super DataBuffer> subscriber;
    private final AtomicLong demand = new AtomicLong();
    private final AtomicInteger work = new AtomicInteger();
    private volatile boolean canceled;
    private boolean ended;

    ReactiveBody(Call call, Response response, Executor executor, Subscriber<? super DataBuffer> subscriber) {
        this.call = call;
        this.response = response;
        this.source = response.body().source();
        this.executor = executor;
        this.subscriber = subscriber;
    }

    @Override
    public void request(long count) {
        if (!Operators.validate(count)) {
            return;
        }
        demand.accumulateAndGet(count, Operators::addCap);
        if (work.getAndIncrement() == 0) {
            execute();
        }
    }

    /** First the call, which wakes a thread that waits for bytes; the body is closed by whoever has it. */
    @Override
    public void cancel() {
        canceled = true;
        call.cancel();
        if (work.getAndIncrement() == 0) {
            response.close();
        }
    }

    private void execute() {
        try {
            executor.execute(this);
        } catch (RejectedExecutionException e) {
            call.cancel();
            end(new IOException("The mesh is closed", e));
        }
    }

    @Override
    public void run() {
        int missed = 1;
        do {
            while (!ended && !canceled && demand.get() > 0) {
                readOnce();
            }
            if (canceled) {
                response.close();
            }
            missed = work.addAndGet(-missed);
        } while (missed != 0);
    }

    private void readOnce() {
        try {
            if (!source.request(1)) {
                end(null);
                return;
            }
            byte[] part = new byte[(int) Math.min(source.getBuffer().size(), LARGEST_PART)];
            source.readFully(part);
            if (demand.get() != Long.MAX_VALUE) {
                demand.decrementAndGet();
            }
            subscriber.onNext(DefaultDataBufferFactory.sharedInstance.wrap(part));
        } catch (IOException | RuntimeException e) {
            end(e);
        }
    }

    private void end(@Nullable Exception failure) {
        ended = true;
        response.close();
        if (canceled) {
            return;
        }
        if (failure == null) {
            subscriber.onComplete();
        } else {
            subscriber.onError(failure);
        }
    }
}

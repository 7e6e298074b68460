package io.meshclient.okhttp.fault;

import io.meshclient.outcome.MeshRefusedException;
import io.meshclient.policy.CallOptions;
import io.meshclient.policy.CallPriority;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Callers that do anything with calls: cancel them, interrupt themselves, read bodies, close them early, half-read, late or on
 * another thread. Safe for use by many threads, each of which brings its own dice.
 */
final class RandomCalls {

    /** Longer than any timeout of {@link RandomConfigs}, with room for a machine that others use too. */
    private static final Duration HANGS = Duration.ofSeconds(12);

    private static final int ENQUEUED = 16;

    private final OkHttpClient http1;
    private final OkHttpClient http2;
    private final ScheduledExecutorService chaos;
    private final LongAdder begun = new LongAdder();
    private final LongAdder answered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

    /** The clients are wrapped ones. */
    RandomCalls(OkHttpClient http1, OkHttpClient http2, ScheduledExecutorService chaos) {
        this.http1 = http1;
        this.http2 = http2;
        this.chaos = chaos;
    }

    long begun() {
        return begun.sum();
    }

    long answered() {
        return answered.sum();
    }

    Queue<String> complaints() {
        if (begun.sum() != answered.sum() + failed.sum()) {
            wrong.add(begun + " calls began, " + answered + " were answered, " + failed + " failed");
        }
        return wrong;
    }

    /** One call after another on this thread. */
    void execute(Random random, BooleanSupplier goesOn) {
        while (goesOn.getAsBoolean()) {
            Call call = call(random);
            long start = System.nanoTime();
            Future<?> cancel = random.nextInt(4) == 0 ? later(random, call::cancel) : null;
            Future<?> interrupt = random.nextInt(25) == 0 ? later(random, Thread.currentThread()::interrupt) : null;
            try (Response response = call.execute()) {
                consume(random, response);
                answered.increment();
            } catch (MeshRefusedException e) {
                failed.increment();
                LockSupport.parkNanos(
                        TimeUnit.MICROSECONDS.toNanos(200)); // else a mesh that closes is asked by the million
            } catch (IOException e) {
                failed.increment();
            } catch (RuntimeException | Error e) {
                failed.increment();
                wrong.add("thrown by execute: " + e);
            }
            settled(cancel);
            settled(interrupt);
            Thread.interrupted();
            ended(call, start);
        }
    }

    /** Some at once, on the threads of the client's dispatcher; returns when all have ended. */
    void enqueue(Random random, BooleanSupplier goesOn) throws InterruptedException {
        Semaphore places = new Semaphore(ENQUEUED);
        while (goesOn.getAsBoolean()) {
            places.acquire();
            Call call = call(random);
            call.enqueue(new Ending(new Random(random.nextLong()), places));
            if (random.nextInt(4) == 0) {
                later(random, call::cancel);
            }
        }
        if (!places.tryAcquire(ENQUEUED, HANGS.toSeconds(), TimeUnit.SECONDS)) {
            wrong.add((ENQUEUED - places.availablePermits()) + " enqueued calls have not ended");
        }
    }

    private Call call(Random random) {
        begun.increment();
        String service = new String[] {"orders", "stock", "prices"}[random.nextInt(3)];
        CallOptions.Builder options = CallOptions.builder()
                .priority(CallPriority.values()[random.nextInt(CallPriority.values().length)])
                .hashKey("user" + random.nextInt(50));
        if (random.nextInt(5) == 0) {
            options.perTryTimeout(Duration.ofMillis(1 + random.nextInt(30)));
        }
        Request.Builder request = new Request.Builder()
                .url("http://" + service + "/" + random.nextInt(1000))
                .header("x-key", "k" + random.nextInt(20));
        if (random.nextInt(4) == 0) {
            options.idempotent(random.nextBoolean());
            request.post(RequestBody.create("x".repeat(random.nextInt(3_000)), MediaType.get("text/plain")));
        }
        return (service.equals("stock") ? http2 : http1)
                .newCall(request.tag(CallOptions.class, options.build()).build());
    }

    private Future<?> later(Random random, Runnable task) {
        return chaos.schedule(task, random.nextInt(30_000), TimeUnit.MICROSECONDS);
    }

    private static void settled(@Nullable Future<?> task) {
        while (task != null && !task.cancel(false) && !task.isDone()) {
            Thread.onSpinWait();
        }
    }

    private void consume(Random random, Response response) throws IOException {
        BufferedSource body = response.body().source();
        switch (random.nextInt(8)) {
            case 0 -> {} // closed unread
            case 1 -> body.request(1 + random.nextInt(100)); // closed half-read
            case 2 -> {
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(10_000)));
                body.readByteString();
            }
            case 3 -> settledByAnother(response);
            default -> body.readByteString();
        }
    }

    private void settledByAnother(Response response) {
        Future<?> closing = chaos.schedule(response::close, 1, TimeUnit.MILLISECONDS);
        while (!closing.isDone()) {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(100));
            Thread.onSpinWait();
        }
    }

    private void ended(Call call, long start) {
        long took = System.nanoTime() - start;
        if (took > HANGS.toNanos()) {
            wrong.add(call.request().url() + " took " + took / 1_000_000 + " ms");
        }
    }

    private final class Ending implements Callback {
        private final Random random;
        private final Semaphore places;
        private final AtomicInteger ends = new AtomicInteger();
        private final long start = System.nanoTime();

        Ending(Random random, Semaphore places) {
            this.random = random;
            this.places = places;
        }

        @Override
        public void onFailure(Call call, IOException e) {
            failed.increment();
            end(call);
        }

        @Override
        public void onResponse(Call call, Response response) {
            try (response) {
                consume(random, response);
                answered.increment();
            } catch (IOException e) {
                failed.increment();
            }
            end(call);
        }

        private void end(Call call) {
            if (ends.incrementAndGet() != 1) {
                wrong.add(call.request().url() + ": its callback was called twice");
            }
            ended(call, start);
            places.release();
        }
    }
}

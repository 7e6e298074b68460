package io.meshclient.benchmarks.micro;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** OkHttp alone: a bare call, and a call inside a call, which is what the mesh's shape costs before it does anything. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CallBenchmark {
    static final HttpUrl URL = HttpUrl.get("http://bench/items/7");

    private final OkHttpClient bare =
            new OkHttpClient.Builder().addInterceptor(new Answer()).build();
    private final OkHttpClient nested =
            new OkHttpClient.Builder().addInterceptor(new Nest(bare)).build();

    static Request request() {
        return new Request.Builder().url(URL).build();
    }

    @Benchmark
    public int bareCall() throws IOException {
        return Answer.consume(bare.newCall(request()).execute());
    }

    @Benchmark
    public int nestedCall() throws IOException {
        return Answer.consume(nested.newCall(request()).execute());
    }

    /** The least that each attempt needs: a cancel hook on the call, a listener and a timeout on the attempt. */
    private record Nest(OkHttpClient attempts) implements Interceptor {
        private static final long TIMEOUT_SECONDS = 15;

        @Override
        public Response intercept(Chain chain) throws IOException {
            Call attempt = attempts.newCall(chain.request());
            chain.call().addEventListener(new CancelHook(attempt));
            attempt.addEventListener(new Outcomes());
            attempt.timeout().timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            if (chain.call().isCanceled()) {
                attempt.cancel();
            }
            return attempt.execute();
        }
    }

    private static final class CancelHook extends EventListener {
        private final Call attempt;

        CancelHook(Call attempt) {
            this.attempt = attempt;
        }

        @Override
        public void canceled(Call call) {
            attempt.cancel();
        }
    }

    private static final class Outcomes extends EventListener {
        private boolean ended;

        @Override
        public void callEnd(Call call) {
            ended = true;
        }

        @Override
        public String toString() {
            return "ended: " + ended;
        }
    }
}

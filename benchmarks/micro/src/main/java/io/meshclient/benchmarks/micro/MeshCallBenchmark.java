package io.meshclient.benchmarks.micro;

import io.meshclient.micrometer.MicrometerMeshObserver;
import io.meshclient.observe.MeshObserver;
import io.meshclient.opentelemetry.OpenTelemetryMeshObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A call through the whole mesh, three endpoints and the library's defaults. Not final: JMH extends it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MeshCallBenchmark {
    private final ShortCircuitMesh plain = new ShortCircuitMesh(List.of());
    private final ShortCircuitMesh metered = new ShortCircuitMesh(List.of(meters()));
    private final ShortCircuitMesh traced = new ShortCircuitMesh(List.of(meters(), spans()));
    private final ShortCircuitMesh hedging = ShortCircuitMesh.hedging();
    private final OkHttpClient plainClient = plain.client();
    private final OkHttpClient meteredClient = metered.client();
    private final OkHttpClient tracedClient = traced.client();
    private final OkHttpClient hedgingClient = hedging.client();

    private static MeshObserver meters() {
        return new MicrometerMeshObserver(new SimpleMeterRegistry());
    }

    /** Every span is sampled, ended and handed on; what an exporter does with it is not the library's. */
    private static MeshObserver spans() {
        SdkTracerProvider tracers = SdkTracerProvider.builder()
                .setSampler(Sampler.alwaysOn())
                .addSpanProcessor(SimpleSpanProcessor.create(new NoExport()))
                .build();
        OpenTelemetry sdk = OpenTelemetrySdk.builder()
                .setTracerProvider(tracers)
                .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
                .build();
        return new OpenTelemetryMeshObserver(sdk);
    }

    /** A stack that fails fast would look quick. */
    @Setup(Level.Trial)
    public void check() throws IOException {
        for (OkHttpClient client : List.of(plainClient, meteredClient, tracedClient, hedgingClient)) {
            if (call(client) != 200) {
                throw new IllegalStateException("not answered");
            }
        }
    }

    @TearDown(Level.Trial)
    public void stop() {
        plain.close();
        metered.close();
        traced.close();
        hedging.close();
    }

    @Benchmark
    public int mesh() throws IOException {
        return call(plainClient);
    }

    @Benchmark
    public int meshWithMeters() throws IOException {
        return call(meteredClient);
    }

    @Benchmark
    public int meshWithMetersAndSpan() throws IOException {
        return call(tracedClient);
    }

    @Benchmark
    public int meshWithHedging() throws IOException {
        return call(hedgingClient);
    }

    private static int call(OkHttpClient client) throws IOException {
        return Answer.consume(client.newCall(CallBenchmark.request()).execute());
    }
}
